"""The menu on paper: `kiosk menu print`."""
