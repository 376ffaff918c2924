"""Whom this town trusts: private keys in files, the manifest that the offline root signs, what was adopted."""
