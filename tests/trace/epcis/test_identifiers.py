"""EPC URNs and Digital Links of the same thing have one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town.gtin import check_digit
from kiosk.trace.epcis.identifiers import from_elements, identify

# GS1 TDS 1.13, 6.3, and the Digital Link of the same key.
SAME = [
    ("urn:epc:id:sgtin:0614141.112345.400", "https://id.gs1.org/01/10614141123459/21/400"),
    ("urn:epc:id:sscc:0614141.1234567890", "https://id.gs1.org/00/106141412345678908"),
    ("urn:epc:id:sgln:0614141.12345.400", "https://id.gs1.org/414/0614141123452/254/400"),
    ("urn:epc:id:sgln:0614141.12345.0", "https://id.gs1.org/414/0614141123452"),
    ("urn:epc:id:pgln:0614141.12345", "https://id.gs1.org/417/0614141123452"),
    ("urn:epc:id:grai:0614141.12345.400", "https://id.gs1.org/8003/00614141123452400"),
    ("urn:epc:id:giai:0614141.12345400", "https://id.gs1.org/8004/061414112345400"),
    ("urn:epc:id:gsrn:0614141.1234567890", "https://id.gs1.org/8018/061414112345678902"),
    ("urn:epc:id:gsrnp:0614141.1234567890", "https://id.gs1.org/8017/061414112345678902"),
    ("urn:epc:id:gdti:0614141.12345.400", "https://id.gs1.org/253/0614141123452400"),
    ("urn:epc:id:cpi:0614141.123ABC.123456789", "https://id.gs1.org/8010/0614141123ABC/8011/123456789"),
    ("urn:epc:id:sgcn:4012345.67890.04711", "https://id.gs1.org/255/401234567890104711"),
    ("urn:epc:id:ginc:0614141.xyz3311cba", "https://id.gs1.org/401/0614141xyz3311cba"),
    ("urn:epc:id:gsin:0614141.123456789", "https://id.gs1.org/402/06141411234567890"),
    ("urn:epc:id:itip:4012345.012345.04.04.abc", "https://id.gs1.org/8006/040123451234560404/21/abc"),
    ("urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7'SDB", "https://id.gs1.org/01/01234567894560/235/"
     "51qIgY%29%3C%26Jp3%2Aj7'SDB"),
    ("urn:epc:class:lgtin:4012345.012345.998877", "https://id.gs1.org/01/04012345123456/10/998877"),
    ("urn:epc:idpat:sgtin:4012345.012345.*", "https://id.gs1.org/01/04012345123456"),
    ("urn:epc:idpat:grai:4012345.66666.*", "https://id.gs1.org/8003/04012345666663"),
    ("urn:epc:idpat:itip:4012345.012345.01.02.*", "https://id.gs1.org/8006/040123451234560102"),
    ("urn:epc:idpat:cpi:4012345.ABC.*", "https://id.gs1.org/8010/4012345ABC"),
]  # fmt: skip


@pytest.mark.parametrize(("urn", "link"), SAME)
def test_a_urn_and_its_link_are_the_same_thing(urn: str, link: str) -> None:
    a, b = identify(urn), identify(link)
    assert (a.fault, b.fault) == ("", "")
    assert a.canonical == b.canonical
    assert a.written == urn
    assert a.link() == b.link() == link


def test_the_domain_and_the_query_of_a_link_name_nothing() -> None:
    plain = identify("https://id.gs1.org/01/09520123456788/21/A%2F1")
    assert identify("HTTPS://ID.EXAMPLE/some/where/01/09520123456788/21/A%2f1?S=K1").canonical == plain.canonical


def test_an_item_is_known_with_and_without_its_lot() -> None:
    with_lot = identify("https://id.gs1.org/01/09520123456788/10/L1/21/A1")
    assert with_lot.canonical == "01/09520123456788/21/A1"
    assert (with_lot.gtin, with_lot.lot, with_lot.serial) == ("09520123456788", "L1", "A1")
    assert not with_lot.is_class
    assert from_elements(("01", "09520123456788"), ("10", "L1")).is_class


@pytest.mark.parametrize(
    "uri",
    [
        "urn:epc:id:sgtin:0614141.112345",
        "urn:epc:id:sgtin:0614141.11234.400",
        "urn:epc:id:sgtin:061414.112345.400",
        "urn:epc:id:sgtin:06141.11123456.400",
        "urn:epc:id:sgtin:0614141.11234x.400",
        "urn:epc:id:sgtin:0614141.112345.a b",
        "urn:epc:id:sgtin:0614141.112345.123456789012345678901",
        "urn:epc:id:sgtin:0614141.112345.%zz",
        "urn:epc:id:sscc:0614141.123456789",
        "urn:epc:id:nothing:0614141.1",
        "urn:epc:nothing:sgtin:0614141.112345.400",
        "urn:epc:id",
        "urn:epc:id:cpi:0614141.ABC.12x",
        "https://id.gs1.org/01/10614141123458/21/400",
        "https://id.gs1.org/00/106141412345678907",
        f"urn:epc:id:giai:0614141.{'1' * 3000}",
    ],
)
def test_a_malformed_key_has_a_fault_and_stands_for_itself(uri: str) -> None:
    found = identify(uri)
    assert found.fault
    assert found.canonical == uri
    assert found.gtin is None


@pytest.mark.parametrize(
    "uri",
    ["urn:uuid:1", "https://example.org/01/house", "https://example.org/po/01/2", "geo:1,2", "urn:epc:id:gid:1.2.3",
     "urn:epc:idpat:sgtin:0614141.*.*", "urn:epc:tag:sgtin-96:3.0614141.812345.6789"],
)  # fmt: skip
def test_other_uris_stand_for_themselves(uri: str) -> None:
    assert (identify(uri).canonical, identify(uri).fault) == (uri, "")


@given(
    prefix=st.integers(6, 12).flatmap(lambda length: st.text("0123456789", min_size=length, max_size=length)),
    digits=st.text("0123456789", min_size=7, max_size=7),
    serial=st.text("!'()*+,-.0123456789:;=ABCxyz_", min_size=1, max_size=20),
)
def test_any_sgtin_has_the_gtin_of_its_digits(prefix: str, digits: str, serial: str) -> None:
    reference = digits[: 13 - len(prefix)]
    found = identify(f"urn:epc:id:sgtin:{prefix}.{reference}.{serial}")
    body = reference[0] + prefix + reference[1:]
    assert found.gtin == body + str(check_digit(body))
    assert found.serial == serial
    assert identify(found.link()).canonical == found.canonical
