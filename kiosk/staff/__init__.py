"""For staff: doctor and health."""
