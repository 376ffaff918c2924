"""Hypothesis against the payload parser; the coverage-guided run is `make fuzz-trace`."""

from __future__ import annotations

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.trace.digital_link import element_string
from tests.fuzz.targets import payload
from tests.fuzz.values import messages

# The characters that mean something, and some that must not.
_PIECES = st.one_of(
    st.sampled_from(
        ["https://a", "HTTP://A:8", "/01/", "/00/", "/10/", "?", "&", ";", "=", "#", "^", "\x1d", "(01)", "(", ")"]
    ),
    st.sampled_from(
        ["09520123456788", "106141412345678908", "%", "%2", "%2F", "%00", "%FF", "]C1", "]", "\\(", "+", "21", "99"]
    ),
    st.text(max_size=8),
)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(_PIECES, max_size=14).map("".join).map(lambda text: b"\0" + text.encode("utf-8", "surrogatepass")),
    )
)
@settings(max_examples=1000, deadline=None)
def test_any_text_is_read_or_refused(data: bytes) -> None:
    payload(data)


@given(messages(), st.integers(0, 400), st.integers(0, 255), st.sampled_from(["put", "drop", "double"]))
@settings(max_examples=300, deadline=None)
def test_a_damaged_element_string_is_read_or_refused(
    said: tuple[tuple[str, str], ...], place: int, byte: int, how: str
) -> None:
    data = bytearray(b"\0" + element_string(said).encode())
    place %= len(data)
    if how == "put":
        data[place] = byte
    elif how == "drop":
        del data[place]
    else:
        data[place:place] = data
    payload(bytes(data))


@given(
    st.sampled_from(["%", "(", "/01", "^10", "(10)A", "/01/09520123456788", "&10=", "?", "\\", "a.", "0"]),
    st.integers(1, 2000),
)
@example("a.", 999)
@settings(max_examples=200, deadline=None)
def test_no_repetition_takes_long(piece: str, times: int) -> None:
    for start in ("", "https://", "https://a/01/09520123456788/10/", "^01095201234567", "(10)"):
        began = time.process_time()
        payload(b"\0" + (start + piece * times).encode())
        assert time.process_time() - began < 0.1
