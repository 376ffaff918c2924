"""Stickers: serials, the register of what was issued, sheets to print, the proof of a print, the issuers' keys."""
