"""Tamper evidence: a Merkle log of lots' documents (RFC 6962, C2SP tlog) and signed certificates (W3C VC 2.0)."""
