"""Where frames come from: devices, films, and a simulated camera."""
