"""The pages of a node's consultations over a real database, asked by people who are logged in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.consultations.web import create_app
from services.node.runtime import MIGRATIONS
from shared.database import Database
from tests.slices.pages_of_cards.browsing import (
    ADVISER,
    COLLEAGUE,
    COORDINATOR,
    DEPUTY,
    a_site,
    logged_in,
)
from tests.storage.consultations.node import furnish
from tests.unit.consultations.examples import NOW
from tests.unit.web.site import SetClock


@pytest.fixture
def clock() -> SetClock:
    return SetClock(moment=NOW)


@pytest.fixture
def migrations() -> Path:
    return MIGRATIONS["consultations"]


@pytest.fixture
def database(migrated_sqlite_url: str) -> Iterator[Database]:
    """Give a node with a programme, two advisers, a person and a group."""
    database = Database(migrated_sqlite_url)
    furnish(database)
    yield database
    database.close()


@pytest.fixture
def app(database: Database, clock: SetClock) -> Flask:
    app = create_app(a_site(database, clock))
    # What is sent here comes from no page; that forms carry the token is asked of the forms.
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def adviser(app: Flask, clock: SetClock) -> FlaskClient:
    return logged_in(app, clock, ADVISER)


@pytest.fixture
def colleague(app: Flask, clock: SetClock) -> FlaskClient:
    return logged_in(app, clock, COLLEAGUE)


@pytest.fixture
def coordinator(app: Flask, clock: SetClock) -> FlaskClient:
    return logged_in(app, clock, COORDINATOR)


@pytest.fixture
def deputy(app: Flask, clock: SetClock) -> FlaskClient:
    return logged_in(app, clock, DEPUTY)
