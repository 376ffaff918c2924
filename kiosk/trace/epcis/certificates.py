"""certificationInfo: the address of a certificate, or the certificate's details written out.

EPCIS 2.0, 7.4.1 has a URI; its ontology has gs1:CertificationDetails of the GS1 Web Vocabulary, which documents
write in its place although the official JSON schema knows only the URI.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kiosk.trace.epcis.fields import Fields
from kiosk.trace.epcis.problem import Path, shown
from kiosk.trace.epcis.text import is_uri, to_time

VOC = "https://ref.gs1.org/voc/"
DETAILS = f"{VOC}CertificationDetails"
_OTHER_VOCS = ("https://gs1.org/voc/", "http://gs1.org/voc/", "https://www.gs1.org/voc/", "http://www.gs1.org/voc/")
_DATES = frozenset({
    "certificationAuditDate", "certificationEndDate", "certificationStartDate", "initialCertificationDate",
})  # fmt: skip
_ADDRESSES = frozenset({"certificationURI", "certificationAgencyURL"})
_TEXTS = frozenset({
    "certificationAgency", "certificationIdentification", "certificationStandard", "certificationStatement",
    "certificationStatus", "certificationSubject", "certificationType", "certificationValue",
})  # fmt: skip
# Without one of these nobody could find the certificate.
_NAMING = frozenset({
    "certificationAgency", "certificationIdentification", "certificationStandard", "certificationURI",
    "certificationAgencyURL",
})  # fmt: skip


def certification(fields: Fields, value: Any, path: Path) -> tuple[tuple[str, ...], tuple[dict[str, Any], ...]]:
    """Addresses of certificates, and certificates written out with full URIs as keys."""
    entries = value if isinstance(value, list) else [value]
    addresses: list[str] = []
    written: list[dict[str, Any]] = []
    for place, entry in enumerate(entries):
        here = (*path, place) if isinstance(value, list) else path
        if isinstance(entry, dict):
            details = _details(fields, entry, here)
            if details is not None:
                written.append(details)
        elif not isinstance(entry, str):
            what = f"certificationInfo must be a URI or a certificate's details, not {shown(entry)}"
            fields.found.refuse("certification", here, what)
        elif not is_uri(entry):
            fields.found.refuse("certification", here, f"certificationInfo {shown(entry)} is no URI (RFC 3986)")
        else:
            addresses.append(entry)
    return tuple(addresses), tuple(written)


def _details(fields: Fields, entry: dict[str, Any], path: Path) -> dict[str, Any] | None:
    """Either the details, or one member named gs1:CertificationDetails that holds them."""
    wrapped = [(name, inner) for name, inner in entry.items() if _voc(fields, name) == DETAILS]
    if wrapped:
        name, inner = wrapped[0]
        path = (*path, name)
        if not isinstance(inner, dict):
            what = f"{name} must be an object, not {shown(inner)}"
            fields.found.refuse("certification", path, what)
            return None
        entry = inner
    details: dict[str, Any] = {}
    for name, value in entry.items():
        if name in ("type", "@type", "id", "@id"):
            continue
        here = (*path, name)
        if fields.named(name, here):
            full = _voc(fields, name)
            details[full] = fields.context.expanded(value)
            if full.startswith(VOC):
                _detail(fields, full.removeprefix(VOC), value, here)
    if not any(name.removeprefix(VOC) in _NAMING for name in details):
        fields.found.remark("certification", path, "the certificate names no agency, standard, number or address")
    return details


def _detail(fields: Fields, name: str, value: Any, path: Path) -> None:
    if isinstance(value, dict) and "@value" in value:
        value = value["@value"]
    if name in _DATES:
        if not isinstance(value, str) or not _is_date(value):
            fields.found.refuse("certification", path, f"{name} {shown(value)} is no date (YYYY-MM-DD)")
    elif name in _ADDRESSES:
        address = value.get("id", value.get("@id")) if isinstance(value, dict) else value
        if not isinstance(address, str) or not is_uri(address):
            fields.found.refuse("certification", path, f"{name} {shown(address)} is no URI (RFC 3986)")
    elif name in _TEXTS:
        if isinstance(value, bool | int | float) or value is None:
            fields.found.refuse("certification", path, f"{name} must be text, not {shown(value)}")
    else:
        fields.found.remark("certification", path, f"{name} is no field of gs1:CertificationDetails")


def _voc(fields: Fields, name: str) -> str:
    full = fields.context.expand(name)
    start = next((start for start in _OTHER_VOCS if full.startswith(start)), None)
    return full if start is None else VOC + full[len(start) :]


def _is_date(written: str) -> bool:
    """xsd:date, or a whole date and time."""
    if to_time(written) is not None:
        return True
    try:
        return len(written) == 10 and date.fromisoformat(written) is not None
    except ValueError:
        return False
