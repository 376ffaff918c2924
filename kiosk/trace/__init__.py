"""Reading -> passport: Digital Link, signatures, verdict. No network, no writes."""
