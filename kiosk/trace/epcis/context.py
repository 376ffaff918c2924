"""JSON-LD contexts, as far as EPCIS needs them: which namespaces a document defines. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.trace.epcis.problem import Findings, Path, shown
from kiosk.trace.epcis.text import is_uri

# The standard context, at the addresses it has had; https://ref.gs1.org/standards/epcis/ has numbered ones too.
STANDARD = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld"
_STANDARD_STARTS = (
    "https://ref.gs1.org/standards/epcis/",
    "http://ref.gs1.org/standards/epcis/",
    "https://gs1.github.io/EPCIS/",
    "https://id.gs1.org/epcis-context.jsonld",
)
# The prefixes of that context.
STANDARD_PREFIXES = {
    "cbv": "https://ref.gs1.org/cbv/",
    "cbvmda": "urn:epcglobal:cbv:mda",  # without the colon that its URNs have; see Context.expand
    "epcis": "https://ref.gs1.org/epcis/",
    "gs1": "https://ref.gs1.org/voc/",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# What is before the colon of a whole URI, and so needs no definition.
SCHEMES = frozenset({"http", "https", "urn", "ni", "geo", "did", "tag", "info", "mailto", "tel", "data", "about"})
_MOST_TERMS = 1000


@dataclass(frozen=True, slots=True)
class Context:
    """entries: the contexts as written, in order. terms: name -> URI, prefixes and whole terms alike.

    remote: addresses of contexts other than GS1's, which may define more than we can know without fetching them.
    """

    entries: tuple[Any, ...] = ()
    terms: Mapping[str, str] = field(default_factory=STANDARD_PREFIXES.copy)
    standard: bool = False
    remote: tuple[str, ...] = ()

    def knows(self, name: str) -> bool:
        """True of an extension's name whose meaning is defined: a term, a CURIE of a known prefix, or a URI."""
        if name in self.terms:
            return True
        prefix, colon, _ = name.partition(":")
        return bool(colon) and (prefix in self.terms or prefix.lower() in SCHEMES)

    def expand(self, name: str) -> str:
        """The full URI of a name; the name itself where nothing defines it."""
        whole = self.terms.get(name)
        if whole is not None:
            return whole
        prefix, colon, rest = name.partition(":")
        start = self.terms.get(prefix) if colon and not rest.startswith("//") else None
        if start is None:
            return name
        return f"{start}:{rest}" if start == STANDARD_PREFIXES["cbvmda"] else start + rest

    def expanded(self, value: Any) -> Any:
        """A value with all the names in it as full URIs. The value is bounded in depth, as text.py reads it."""
        if isinstance(value, dict):
            return {self.expand(key): self.expanded(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.expanded(inner) for inner in value]
        return value


def extend(outer: Context, written: Any, path: Path, found: Findings) -> Context:
    """The context inside an object that has @context. What is wrong with it goes to found."""
    entries = written if isinstance(written, list) else [written]
    terms, remote, standard = dict(outer.terms), list(outer.remote), outer.standard
    for place, entry in enumerate(entries):
        here = (*path, place) if isinstance(written, list) else path
        if isinstance(entry, str):
            if not is_uri(entry):
                found.refuse("context", here, f"@context {shown(entry)} is no URI")
            elif entry.startswith(_STANDARD_STARTS):
                standard = True
            else:
                remote.append(entry)
        elif isinstance(entry, dict):
            _take_terms(entry, terms, here, found)
        else:
            found.refuse("context", here, f"@context holds {shown(entry)}, neither a URI nor an object")
    if isinstance(written, list) and any(entry in entries[:place] for place, entry in enumerate(entries[:100])):
        found.refuse("context", path, "@context names the same thing twice")
    return Context((*outer.entries, *entries), terms, standard, tuple(remote))


def _take_terms(entry: dict[str, Any], terms: dict[str, str], path: Path, found: Findings) -> None:
    for name, meaning in entry.items():
        if len(terms) > _MOST_TERMS:
            found.refuse("context", path, f"@context defines more than {_MOST_TERMS} terms")
            return
        if name.startswith("@"):
            continue
        uri = meaning.get("@id") if isinstance(meaning, dict) else meaning
        if uri is None:
            terms.pop(name, None)  # JSON-LD 1.1, 4.1: null takes a term's meaning away
        elif not isinstance(uri, str) or ":" not in uri:
            terms.pop(name, None)
            if not (isinstance(uri, str) and uri.startswith("@")):  # another name for a keyword
                found.remark("context", (*path, name), f"{name!r} is defined as {shown(meaning)}, which is no URI")
        else:
            prefix, _, rest = uri.partition(":")
            terms[name] = terms[prefix] + rest if prefix in terms and not rest.startswith("//") else uri
