"""One picture: every code in it that can be read within a deadline."""
