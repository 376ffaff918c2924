"""`kiosk trace`: stickers, journeys and proofs from the command line. A module for each command."""
