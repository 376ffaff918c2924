"""What one identifier may hold, and which may stand together: the standard's own examples and its edges."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.trace.digital_link import ParseError, canonical_link, element_string, elements, formats, parse, read
from kiosk.trace.digital_link.message import Options
from tests.fuzz.values import element, messages

KNOWN = formats.all_known()
# One identifier of each format: there are six or ten of most measures and prices.
EACH = sorted({(known.length, known.components): ai for ai in KNOWN if (known := formats.exactly(ai))}.values())


@pytest.mark.parametrize("ai", EACH)
@given(data=st.data())
@settings(max_examples=8, deadline=None, database=None)
def test_every_identifier_reads_back_what_it_may_hold(ai: str, data: st.DataObject) -> None:
    said = data.draw(element(st.just(ai)))
    assert elements(element_string([said])) == (said,)


@pytest.mark.parametrize("ai", EACH)
def test_no_identifier_takes_nothing_or_more_than_its_format(ai: str) -> None:
    known = formats.exactly(ai)
    assert known is not None
    assert known.fault("") == "empty"
    assert known.fault("1" * 100)
    assert known.fault("~" * known.components[0].longest)


def test_every_rule_is_about_identifiers_that_exist() -> None:
    named = {name for names in formats.FORMATS for name in names.split()}
    assert {name for name in named if not any(ai[:3] + "n" == name or ai == name for ai in KNOWN)} == set()
    assert {
        check
        for ai in KNOWN
        for part in (formats.exactly(ai) or pytest.fail(ai)).components
        for check, _ in part.checks
    }


@given(messages())
@settings(max_examples=250, deadline=None)
def test_a_message_is_the_same_behind_either_spelling(said: tuple[tuple[str, str], ...]) -> None:
    assert elements(element_string(said)) == said
    assert elements(element_string(said, "\x1d")) == said
    bracketed = "".join(f"({ai}){value.replace('(', chr(92) + '(')}" for ai, value in said)
    assert read(bracketed, Options(associations=False)).elements == said
    link = canonical_link(said, "HTTPS://ID.EXAMPLE/stem/")
    if link is not None:
        assert link.startswith("HTTPS://ID.EXAMPLE/stem/")
        assert sorted(elements(link)) == sorted(said)


VALUES = {
    "(01)09520123456788(11)270200": True,  # a month
    "(01)09520123456788(7006)270200": False,  # a day
    "(01)09520123456788(11)271301": False,
    "(01)09520123456788(11)270431": False,
    "(01)09520123456788(17)280229": True,
    "(01)09520123456788(7003)2702012359": True,
    "(01)09520123456788(7003)2702012360": False,
    "(01)09520123456788(8008)27020123": True,
    "(01)09520123456788(8008)270201235959": True,
    "(01)09520123456788(8008)27020124": False,
    "(01)09520123456788(422)156": True,
    "(01)09520123456788(422)999": False,
    "(01)09520123456788(423)156246": True,
    "(01)09520123456788(423)999246": False,
    "(01)09520123456788(423)156999": False,
    "(01)09520123456788(7030)999ABC": True,
    "(01)09520123456788(3100)000750(3930)156199": True,
    "(01)09520123456788(3100)000750(3930)000199": False,  # no such currency
    "(00)106141412345678908(4307)CN": True,
    "(00)106141412345678908(4307)XX": False,
    "(00)106141412345678908(4309)02790858483015297971": True,
    "(00)106141412345678908(4309)18000000013600000000": False,
    "(00)106141412345678908(4300)A%20B": True,
    "(00)106141412345678908(4300)A%2": False,
    "(00)106141412345678908(4330)000123-": True,
    "(00)106141412345678908(4330)000123+": False,
    "(415)9520123456788(8020)A1(8007)DE89370400440532013000": True,
    "(415)9520123456788(8020)A1(8007)DE89370400440532013001": False,
    "(8006)095201234567880102": True,
    "(8006)095201234567880002": False,
    "(8006)095201234567880302": False,  # piece 3 of 2
    "(8013)1987654Ad4X4bL5ttr2310c2K": True,
    "(8013)1987654Ad4X4bL5ttr2310c2X": False,
    "(8010)9520/#-A(8011)0": True,
    "(8010)9520/#-a": False,
    "(8010)9520A(8011)01": False,
    "(8003)09520123456788SERIAL": True,
    "(8003)19520123456788SERIAL": False,
    "(8004)ABCD": False,  # no company prefix
    "(8018)952012345678901233(7241)80": True,
    "(8018)952012345678901233(7241)11": False,
    "(8018)952012345678901233(7252)3": False,
    "(8018)952012345678901233(7259)X(7258)2/3": True,
    "(8018)952012345678901233(7259)X(7258)3/2": False,
    "(00)106141412345678908(8030)-_8=": True,
    "(00)106141412345678908(8030)-_8+": False,
    "(00)106141412345678908(8030)-_8=8": False,
    "(00)106141412345678908(8030)-_8A8=": False,
    "(01)09520123456788(8001)12345678901291": True,
    "(8110)106141416543213150110120": True,
    "(8110)706141416543213150110120": False,
    "(8110)106141416543210150110120": False,  # a save value of no digits
    "(8112)001234561234560123456": True,
    "(8112)0012345612345601234568": False,
    "(01)09520123456788(10)A\\(1)": True,
    "(01)09520123456788(10)A B": False,
    "(01)09520123456788(10)": False,
    "(01)09520123456788x(10)A": False,
    "(01)09520123456788(04)1": False,  # unknown, but its length is settled
    "(01)09520123456788(234)1": True,  # unknown, carried along
    "(01)09520123456788(999)1": False,  # 99 has two digits
    "(01)09520123456788(1)1": False,
}


@pytest.mark.parametrize(("text", "valid"), VALUES.items())
def test_values_at_the_edges_of_the_standard(text: str, valid: bool) -> None:
    if valid:
        assert elements(text)
    else:
        with pytest.raises(ParseError) as refused:
            parse(text)
        assert refused.value.reason == "malformed"


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("(01)09520123456788(37)5", "exclude each other"),
        ("(01)09520123456788(3100)000750(3101)000750", "exclude each other"),
        ("(01)09520123456788(10)A(10)B", "different values"),
        ("(01)09520123456788(7004)5", "AI 7004 needs AI 10"),
        ("(01)09520123456788(8030)ABC", "AI 8030 needs AI 00 or AI 01.21"),
        ("(253)9520123456788(8030)ABC", "no serial"),
    ],
)
def test_what_must_and_must_not_come_together(text: str, detail: str) -> None:
    with pytest.raises(ParseError, match=detail):
        elements(text)


def test_one_symbol_may_leave_to_another_what_it_needs() -> None:
    alone = "^10ABC"
    assert elements(alone) == (("10", "ABC"),)
    with pytest.raises(ParseError, match="AI 10 needs"):
        read(alone, Options(associations=True))
    with pytest.raises(ParseError, match="exclude each other"):
        elements("^0109520123456788255952012345678812")


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("^0109520123456788235X^10A", "/01/09520123456788/235/X?10=A"),
        ("^10A^0109520123456788", "/01/09520123456788/10/A"),
        ("^0010614141234567890837" + "5", "/00/106141412345678908?37=5"),
        ("^00106141412345678908^0109520123456788^21A", "/01/09520123456788/21/A?00=106141412345678908"),
        ("^0109520123456788" + "10A/B+C", "/01/09520123456788/10/A%2FB%2BC"),
        ("^4159520123456788" + "8020A", "/415/9520123456788/8020/A"),
        ("^10A", None),
        ("^0109520123456788" + "8200https://e.example", None),
    ],
)
def test_a_link_takes_the_key_its_qualifiers_and_the_rest_as_attributes(said: str, link: str | None) -> None:
    assert canonical_link(elements(said)) == (f"https://id.gs1.org{link}" if link else None)


def test_options_let_in_what_is_deprecated_or_unknown() -> None:
    short = "https://e.example/01/9520123456788"
    assert read(short, Options(zero_suppressed_gtin=True)).value("01") == "09520123456788"
    words = "https://e.example/gtin/09520123456788/lot/A/ser/1"
    assert read(words, Options(convenience_alphas=True)).elements == (
        ("01", "09520123456788"),
        ("10", "A"),
        ("21", "1"),
    )
    unknown = "https://e.example/01/09520123456788?89=A"
    assert read(unknown, Options(unknown_attributes=True)).value("89") == "A"
    for text in (short, words, unknown):
        with pytest.raises(ParseError):
            read(text, Options(unknown_ais=True))
