"""Global Town Kiosk: a town of booths, one touchscreen and one camera each. See docs/architecture.md."""
