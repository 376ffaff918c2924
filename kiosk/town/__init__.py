"""Content: the model, reading config/town/, checks, building and opening a pack."""
