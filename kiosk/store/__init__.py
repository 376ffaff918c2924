"""The online shop that orders go to, behind one interface."""
