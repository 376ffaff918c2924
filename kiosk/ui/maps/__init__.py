"""The map that a route is drawn on: where its land lies, its lines run, and its names have room. No Qt here."""
