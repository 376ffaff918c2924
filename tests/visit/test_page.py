import pytest

from kiosk.visit.page import OPTIONAL, REQUIRED, Page, checked


@pytest.mark.parametrize("page", list(Page))
def test_each_page_takes_what_it_needs_and_no_more(page: Page) -> None:
    needed = dict.fromkeys(REQUIRED.get(page, ()), "x")
    assert checked(page.value, needed) is page
    assert checked(page, needed | dict.fromkeys(OPTIONAL.get(page, ()), "x")) is page
    with pytest.raises(ValueError, match="knows no colour"):
        checked(page, needed | {"colour": "red"})
    for name in needed:
        with pytest.raises(ValueError, match=f"needs {name}"):
            checked(page, needed | {name: ""})
        with pytest.raises(ValueError, match=f"needs .*{name}"):
            checked(page, {})


def test_an_unknown_page_is_an_error() -> None:
    with pytest.raises(ValueError, match="kitchen"):
        checked("kitchen", {})
