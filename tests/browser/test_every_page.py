"""Every page that there is, asked for by every role and by nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus

import pytest
from werkzeug.test import TestResponse

from shared.kernel.command import Role
from tests.browser.conftest import Pages
from tests.browser.routes import Route, routes_of
from tests.browser.visitor import REFUSED, Visitor, seen
from tests.browser.who_opens import WHO_OPENS, may_open

RENEWAL = "/accounts/renew?next="


def test_it_is_decided_for_every_route_who_opens_it(pages: Pages) -> None:
    assert {route.rule for route in routes_of(pages)} == set(WHO_OPENS)


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_pages_and_is_told_when_it_may_not(
    role: Role, pages: Pages, examples: Mapping[str, str]
) -> None:
    visitor = Visitor.logged_in(pages, role)

    differing = [
        f"{route.rule}: {answer.status}: {seen(answer)[:300]}"
        for route, answer in _opened(visitor, pages, examples)
        if not (_is_page(answer) if may_open(role, route.rule) else _is_refusal(answer))
    ]

    assert not differing, "\n".join(differing)


def test_nobody_gets_to_anything_but_public_pages(
    pages: Pages, examples: Mapping[str, str]
) -> None:
    visitor = Visitor.nobody(pages)

    differing = [
        f"{route.rule}: {answer.status}: {answer.location}"
        for route, answer in _opened(visitor, pages, examples)
        if not (_is_page(answer) if may_open(None, route.rule) else _asks_who_it_is(answer))
    ]

    assert not differing, "\n".join(differing)


def test_whoever_has_to_log_in_first_then_gets_to_the_page(pages: Pages) -> None:
    visitor = Visitor.nobody(pages)

    answer = visitor.open("/?from=mail", follow=True)

    assert answer.request.path == "/accounts/login"
    assert 'name="next" value="/?from=mail"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("role", Role)
def test_where_nobody_has_done_anything_no_page_fails(
    role: Role, empty_pages: Pages, examples: Mapping[str, str]
) -> None:
    visitor = Visitor.logged_in(empty_pages, role)
    names_only = {name: value for name, value in examples.items() if not name.startswith("/")}

    failed = [
        f"{route.rule}: {answer.status}: {seen(answer)[:300]}"
        for route, answer in _opened(visitor, empty_pages, names_only)
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    ]

    assert not failed, "\n".join(failed)


def _opened(
    visitor: Visitor, pages: Pages, examples: Mapping[str, str]
) -> Iterator[tuple[Route, TestResponse]]:
    for route in routes_of(pages):
        yield route, visitor.open(route.address(examples))


def _is_page(answer: TestResponse) -> bool:
    """Say whether the page came, or led on to another page of the node."""
    if answer.status_code == HTTPStatus.FOUND:
        return answer.location.startswith("/") and not answer.location.startswith(RENEWAL)
    return answer.status_code == HTTPStatus.OK


def _is_refusal(answer: TestResponse) -> bool:
    """Say whether the page says that the role may not, and what to do."""
    return answer.status_code == HTTPStatus.FORBIDDEN and REFUSED in seen(answer)


def _asks_who_it_is(answer: TestResponse) -> bool:
    return answer.status_code == HTTPStatus.FOUND and answer.location.startswith(RENEWAL)
