"""A lived-in centre whose API programs ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from werkzeug.test import Client

from services.node.installing import NodePlace
from services.node.site import site_of_node
from shared.kernel.command import Role
from tests.browser.examples import examples_of
from tests.browser.lived_in import copied, lived_in
from tests.conftest import RUN
from tests.slices.api.programs import Issuer, Pages, Program

Programs = Callable[[Role | None], Program]


@pytest.fixture(scope="session")
def nodes(pytestconfig: pytest.Config) -> Path:
    """Give the homes of all nodes in the middle of a season, which nobody may change."""
    return lived_in(pytestconfig.stash[RUN])


@pytest.fixture(scope="module")
def place(nodes: Path, tmp_path_factory: pytest.TempPathFactory) -> NodePlace:
    """Give the centre, for one module of tests."""
    return copied(nodes, tmp_path_factory.mktemp("centre"))


@pytest.fixture(scope="module")
def pages(place: NodePlace) -> Pages:
    """Give what a node's web process answers."""
    return site_of_node(place.settings, place.home)


@pytest.fixture(scope="module")
def examples(place: NodePlace) -> Mapping[str, str]:
    """Give real records of the centre, by the names that addresses have for them."""
    return examples_of(place)


@pytest.fixture(scope="module")
def issuer(place: NodePlace) -> Issuer:
    """Give who makes tokens."""
    return Issuer(place)


@pytest.fixture(scope="module")
def programs(pages: Pages, issuer: Issuer) -> Programs:
    """Give a program of whoever holds a role, with all scopes; `None` has no token."""
    known: dict[Role | None, Program] = {None: Program(Client(pages))}

    def program(role: Role | None) -> Program:
        if role is not None and role not in known:
            known[role] = Program(Client(pages), issuer.token(role))
        return known[role]

    return program
