"""Frame after frame: what is known costs little, what nearly read gets the time."""
