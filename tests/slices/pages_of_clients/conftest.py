"""The pages of a node's consultations on a real database, asked by browsers of its people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from shared.kernel.command import Role
from shared.web.site import Colleague
from tests.slices.pages_of_clients.browsing import Desk, Pages, node_in


@pytest.fixture
def colleagues() -> tuple[Colleague, ...]:
    """Give who works at the node, as accounts tell it; nobody unless a module says otherwise."""
    return ()


@pytest.fixture
def node(tmp_path: Path, colleagues: tuple[Colleague, ...]) -> Iterator[Desk]:
    yield from node_in(tmp_path, colleagues=colleagues)


@pytest.fixture
def node_with_pesel(tmp_path: Path) -> Iterator[Desk]:
    yield from node_in(tmp_path / "pesel", Fernet.generate_key())


@pytest.fixture
def adviser(node: Desk) -> Pages:
    return node.of(Role.ADVISER)


@pytest.fixture
def coordinator(node: Desk) -> Pages:
    return node.of(Role.COORDINATOR)
