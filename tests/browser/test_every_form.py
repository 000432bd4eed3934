"""Every form that can be sent, sent with nothing in it, by every role and by nobody."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from services.node.site import site_of_node
from shared.kernel.command import Role
from tests.browser.conftest import Pages
from tests.browser.lived_in import copied
from tests.browser.routes import routes_of
from tests.browser.visitor import Visitor, seen

PUBLIC: Final = {
    "/accounts/forgotten",
    "/accounts/invitation/<token>",
    "/accounts/login",
    "/accounts/login/code",
    "/accounts/logout",
    "/accounts/renew",
    "/accounts/reset/<token>",
}
"""What is sent before anybody is logged in, and on the way out."""

PARTS: Final = {
    "other_id": str(UUID(int=2)),
    "section": "goals",
    "session_digest": "0" * 64,
    "step": "held",
    "token_id": str(UUID(int=3)),
}
"""What only the addresses of forms have."""


def test_what_nobody_sends_waits_until_they_have_logged_in(
    pages: Pages, examples: Mapping[str, str]
) -> None:
    client = Visitor.nobody(pages).client

    taken = [
        f"{route.rule}: {answer.status}"
        for route in routes_of(pages, "POST")
        if route.rule not in PUBLIC
        for answer in [client.post(route.address({**PARTS, **examples}))]
        if (answer.status_code, answer.location.partition("?")[0])
        != (HTTPStatus.TEMPORARY_REDIRECT, "/accounts/renew")
    ]

    assert not taken, "\n".join(taken)


@pytest.mark.parametrize("role", Role)
def test_an_empty_form_is_answered_with_what_to_put_right(
    role: Role, nodes: Path, examples: Mapping[str, str], tmp_path: Path
) -> None:
    place = copied(nodes, tmp_path)
    pages = site_of_node(place.settings, place.home)
    visitor = Visitor.logged_in(pages, role)
    mark = {"csrf_token": visitor.mark("/")}

    failed = [
        f"{route.rule}: {answer.status}: {seen(answer)[-300:]}"
        for route in routes_of(pages, "POST")
        if route.rule not in PUBLIC
        for answer in [visitor.client.post(route.address({**PARTS, **examples}), data=mark)]
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    ]

    assert not failed, "\n".join(failed)
