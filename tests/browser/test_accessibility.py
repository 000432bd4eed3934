"""Every page of every role by axe's rules, in a wide and in a narrow window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus

import pytest
from playwright.sync_api import Page

from shared.kernel.command import Role
from tests.accessibility import Looked
from tests.browser import axe
from tests.browser.conftest import Pages
from tests.browser.routes import routes_of
from tests.browser.seen_before import SeenBefore
from tests.browser.surfing import HEIGHT, NARROW, WIDE, Surfing
from tests.browser.visitor import Visitor
from tests.browser.who_opens import may_open

Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def seen_before() -> SeenBefore:
    return SeenBefore()


@pytest.mark.parametrize("role", [None, *Role])
def test_axe_finds_nothing_serious_on_any_page_and_none_scrolls_sideways(
    role: Role | None,
    looking: Surfing,
    pages: Pages,
    examples: Mapping[str, str],
    seen_before: SeenBefore,
    record_property: Record,
) -> None:
    looked = Looked()
    complaints: list[str] = []
    page = looking.page(role)

    for address, drawn in _shown_to(role, pages, examples):
        if seen_before.has_all_of(drawn):
            looked.same += 1
            continue
        seen_before.note(drawn)
        complaints += _complaints(page, address, looked)

    page.close()
    record_property(*looked.as_property())
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("role", [Role.ADVISER, Role.MINISTRY])
def test_pages_that_say_no_are_pages_too(
    role: Role,
    looking: Surfing,
    pages: Pages,
    examples: Mapping[str, str],
    record_property: Record,
) -> None:
    looked = Looked()
    complaints: list[str] = []
    refused = [
        route.address(examples) for route in routes_of(pages) if not may_open(role, route.rule)
    ]
    page = looking.page(role)

    for address in ("/nothing-here", *refused[:1]):
        complaints += _complaints(page, address, looked)

    page.close()
    record_property(*looked.as_property())
    assert not complaints, "\n".join(complaints)


def _complaints(page: Page, address: str, looked: Looked) -> Iterator[str]:
    """Look at a page in both widths; yield what nobody should have to put up with."""
    looked.pages += 1
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.goto(address)
    reaches = page.evaluate("() => document.documentElement.scrollWidth")
    if reaches > NARROW:
        yield f"{address} at {NARROW} px is {reaches} px wide"
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found = axe.look_at(page)
        serious = [each for each in found.violations if each.is_serious]
        looked.rules |= found.applied
        looked.serious += len(serious)
        looked.others += len(found.violations) - len(serious)
        yield from (f"{address} at {width} px: {each}" for each in serious)


def _shown_to(
    role: Role | None, pages: Pages, examples: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the addresses of what a person sees as a page: no files, no parts of other pages."""
    visitor = Visitor.nobody(pages) if role is None else Visitor.logged_in(pages, role)
    for route in routes_of(pages):
        if may_open(role, route.rule):
            answer = visitor.open(route.address(examples))
            if answer.status_code == HTTPStatus.OK and answer.data.startswith(b"<!doctype html>"):
                yield route.address(examples), answer.get_data(as_text=True)
