"""A node's pages, and browsers that look at them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from services.node.installing import NodePlace
from services.node.site import site_of_node
from tests.browser.examples import examples_of
from tests.browser.lived_in import copied, empty, lived_in
from tests.browser.serving import served
from tests.browser.surfing import Surfing
from tests.conftest import RUN

Pages = Callable[..., Any]


@pytest.fixture(scope="session")
def nodes(pytestconfig: pytest.Config) -> Path:
    """Give the homes of all nodes in the middle of a season, which nobody may change."""
    return lived_in(pytestconfig.stash[RUN])


@pytest.fixture(scope="session")
def centre(nodes: Path, tmp_path_factory: pytest.TempPathFactory) -> NodePlace:
    """Give the centre, for whoever only looks."""
    return copied(nodes, tmp_path_factory.mktemp("centre"))


@pytest.fixture(scope="session")
def pages(centre: NodePlace) -> Pages:
    """Give the centre's pages."""
    return site_of_node(centre.settings, centre.home)


@pytest.fixture(scope="session")
def examples(centre: NodePlace) -> Mapping[str, str]:
    """Give real records of the centre for the arguments of routes."""
    return examples_of(centre)


@pytest.fixture(scope="session")
def empty_pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Give the pages of a centre where nobody has done anything yet."""
    place = empty(tmp_path_factory.mktemp("empty") / "cistor")
    return site_of_node(place.settings, place.home)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Give a browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            # Tests run as root on machines that exist for nothing else, and /dev/shm may be small.
            args=["--no-sandbox", "--disable-dev-shm-usage", "--lang=pl"],
            # Fields for dates are written as the browser's own language has them; Debian's has
            # Polish from the package chromium-l10n.
            env={**os.environ, "LANGUAGE": "pl"},
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def looking(browser: Browser, pages: Pages) -> Iterator[Surfing]:
    """Give browsers on the centre's pages, for whoever only looks."""
    with surfing(browser, pages) as made:
        yield made


@pytest.fixture
def working(browser: Browser, nodes: Path, tmp_path: Path) -> Iterator[Surfing]:
    """Give browsers on the pages of a centre that is this test's alone."""
    place = copied(nodes, tmp_path)
    with surfing(browser, site_of_node(place.settings, place.home)) as made:
        yield made


@contextmanager
def surfing(browser: Browser, pages: Pages) -> Iterator[Surfing]:
    """Serve pages, and give the browsers that open them."""
    with served(pages) as address:
        made = Surfing(browser, address)
        yield made
        made.close()
