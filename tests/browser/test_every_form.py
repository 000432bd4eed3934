"""Every form that can be sent, sent with nothing in it, by every role."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

import pytest

from services.node.site import site_of_node
from shared.kernel.command import Role
from tests.browser.lived_in import copied
from tests.browser.routes import Route
from tests.browser.visitor import Visitor, seen
from tests.browser.who_sends import GUARDED, PARTS


@pytest.mark.parametrize("role", Role)
def test_an_empty_form_is_answered_with_what_to_put_right(
    role: Role, nodes: Path, examples: Mapping[str, str], tmp_path: Path
) -> None:
    place = copied(nodes, tmp_path)
    pages = site_of_node(place.settings, place.home)
    visitor = Visitor.logged_in(pages, role)
    mark = {"csrf_token": visitor.mark("/")}

    failed = [
        f"{rule}: {answer.status}: {seen(answer)[-300:]}"
        for rule in sorted({rule for rule, _sends in GUARDED})
        for answer in [visitor.client.post(Route(rule).address({**PARTS, **examples}), data=mark)]
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    ]

    assert not failed, "\n".join(failed)
