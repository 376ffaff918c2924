"""One QObject per subject: each booth announcement becomes one signal; no rules of its own."""
