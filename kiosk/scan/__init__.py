"""Camera -> frames -> readings: what a code says, where and when. Everything after a camera sees only frames."""
