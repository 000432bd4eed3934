"""Everything that can be sent, sent complete, by every role and by nobody."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, closing
from http import HTTPStatus
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from services.node.installing import NodePlace
from services.node.site import site_of_node
from shared.database import Database
from shared.kernel.command import Role
from tests.browser.conftest import Pages
from tests.browser.lived_in import copied
from tests.browser.routes import Route, routes_of
from tests.browser.visitor import REFUSED, Visitor, seen
from tests.browser.who_sends import GUARDED, PARTS, WHO_SENDS, Sends, may_send
from tests.row_counts import row_counts

METHODS: Final = ("POST", "PUT", "PATCH", "DELETE")
RENEWAL: Final = "/accounts/renew"


def test_it_is_decided_for_everything_that_can_be_sent_who_sends_it(pages: Pages) -> None:
    assert {route.rule for each in METHODS for route in routes_of(pages, each)} == {
        rule for rule, _sends in WHO_SENDS
    }


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_not_send_is_refused_and_nothing_is_kept(
    role: Role, pages: Pages, centre: NodePlace, examples: Mapping[str, str]
) -> None:
    visitor = Visitor.logged_in(pages, role)
    mark = visitor.mark("/")
    before = _rows(centre)

    taken = [
        f"{rule}: {answer.status}: {seen(answer)[:300]}"
        for rule, sends in GUARDED
        if not may_send(role, sends)
        for answer in [_sent(visitor, rule, sends, {**examples, "csrf_token": mark})]
        if answer.status_code != HTTPStatus.FORBIDDEN or REFUSED not in seen(answer)
    ]

    assert not taken, "\n".join(taken)
    assert _rows(centre) == before


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_send_is_not_refused_for_the_role(
    role: Role, nodes: Path, examples: Mapping[str, str], tmp_path: Path
) -> None:
    place = copied(nodes, tmp_path)
    visitor = Visitor.logged_in(site_of_node(place.settings, place.home), role)
    mark = visitor.mark("/")

    refused = [
        f"{rule}: {answer.status}: {seen(answer)[-300:]}"
        for rule, sends in GUARDED
        if may_send(role, sends)
        for answer in [_sent(visitor, rule, sends, {**examples, "csrf_token": mark})]
        if answer.status_code == HTTPStatus.FORBIDDEN
        or answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    ]

    assert not refused, "\n".join(refused)


def test_what_nobody_sends_waits_until_they_have_logged_in_and_nothing_is_kept(
    pages: Pages, centre: NodePlace, examples: Mapping[str, str]
) -> None:
    visitor = Visitor.nobody(pages)
    mark = visitor.mark("/accounts/login")
    before = _rows(centre)

    taken = [
        f"{rule}: {answer.status}"
        for rule, sends in GUARDED
        for answer in [_sent(visitor, rule, sends, {**examples, "csrf_token": mark})]
        if (answer.status_code, answer.location.partition("?")[0])
        != (HTTPStatus.TEMPORARY_REDIRECT, RENEWAL)
    ]

    assert not taken, "\n".join(taken)
    assert _rows(centre) == before


def _sent(visitor: Visitor, rule: str, sends: Sends, known: Mapping[str, str]) -> TestResponse:
    """Send a form to a rule's address; `known` is what both say."""
    known = {**PARTS, **known, "step": sends.step, "command_id": str(uuid4())}
    return visitor.client.post(Route(rule).address(known), data=sends.filled_in(known))


def _rows(place: NodePlace) -> Mapping[str, Mapping[str, int]]:
    """Return how many rows every table of a node has: its journals, histories and records."""
    with ExitStack() as opened:
        databases = {
            service: opened.enter_context(closing(Database(url)))
            for service, url in place.settings.databases.items()
        }
        return {service: row_counts(database) for service, database in databases.items()}
