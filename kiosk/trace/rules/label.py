"""The label: its signature, and whether the key that made it may sign this product and this lot."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.town.model import Issuer
from kiosk.trace.model import Verdict
from kiosk.trace.rules.case import Answer, Case, lacking
from kiosk.trace.signature import Signature, may_sign, revoked_on, valid_on

_SAID = {
    Signature.VALID: "Ed25519 signature verifies over the link as read",
    Signature.WRONG: "Ed25519 signature does not verify over the link as read",
    Signature.ALTERED: "link or signature is not in the one spelling that is issued",
}


def answers(case: Case) -> Iterator[Answer]:
    if not case.label:
        yield lacking("label", "no sticker was given with the journey")
        return
    if case.unreadable is not None:
        yield Answer("label", False, Verdict.UNKNOWN, case.unreadable)
        return
    if case.about is not None:
        read = (case.identifiers.gtin14, case.identifiers.lot)
        staff = f"the label says {read[0]} lot {read[1]}, the journey is of {case.about[0]} lot {case.about[1]}"
        yield Answer("label-journey", read == case.about, Verdict.INCONSISTENT, staff)
    signature, issuer = case.signature, case.issuer
    if signature is Signature.ABSENT:
        yield lacking("signature", "no signature in the code")
    elif signature is Signature.UNKNOWN_KEY:
        # A new key that this town's pack does not list yet looks the same: no accusation.
        staff = "well-formed signature by an unknown key or in an unknown version"
        yield Answer("issuer", False, Verdict.UNKNOWN, staff)
    else:
        yield Answer("signature", signature is Signature.VALID, Verdict.FORGED, _SAID[signature])
        # Naming the issuer beside a broken signature would lend its name to a forgery.
        if signature is Signature.VALID and issuer is not None:
            staff = f"key {issuer.key_id}, {issuer.name.en}"
            yield Answer("issuer", True, Verdict.UNKNOWN, staff, {"issuer": issuer.name})
            yield from _key(case, issuer)


def _key(case: Case, issuer: Issuer) -> Iterator[Answer]:
    """Only what an issuer's entry limits is asked: a key for everything, at any time, has nothing to break."""
    gtin = case.identifiers.gtin14
    if issuer.gtins:
        staff = f"key {issuer.key_id} may sign GTINs beginning with {', '.join(issuer.gtins)}; this is {gtin}"
        # A valid signature by somebody who may not make it: the label of another brand's printer.
        yield Answer("key-product", may_sign(issuer, gtin), Verdict.FORGED, staff)
    produced = case.lot.produced if case.lot is not None else None
    if produced is not None and (issuer.valid_from or issuer.valid_until):
        span = f"{issuer.valid_from or 'ever'} to {issuer.valid_until or 'further notice'}"
        staff = f"key {issuer.key_id} signs for lots produced from {span}; this one was on {produced}"
        yield Answer("key-dates", valid_on(issuer, produced), Verdict.INCONSISTENT, staff)
    if issuer.revoked_since is not None:
        staff = f"key {issuer.key_id} is revoked since {issuer.revoked_since}, the lot was produced {produced}"
        if produced is None:
            yield lacking("key-revoked", staff)
        else:
            # Whoever holds the stolen key chooses the lot's number but not the pack's date of production.
            yield Answer("key-revoked", not revoked_on(issuer, produced), Verdict.FORGED, staff)
