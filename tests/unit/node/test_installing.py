"""What a node gets for its accounts, and what leaves it for the centre."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select

from services.node.broker_login import Broker
from services.node.installing import NodePlace, install_node, open_uplink
from services.node.runtime import MIGRATIONS, SERVICES
from shared.database import Database
from shared.messaging.management import BrokerVersion
from shared.messaging.tables import cursor
from shared.settings import write_settings


@dataclass(frozen=True, kw_only=True)
class EmptyBroker(Broker):
    """A broker that takes everything and forgets it: each start finds nothing there."""

    asked: list[str] = field(default_factory=list)

    def management(self) -> Any:
        return self

    def version(self) -> BrokerVersion:
        return BrokerVersion.parse("3.10.8")

    def close(self) -> None:
        """Nothing was opened."""

    def __getattr__(self, name: str) -> Any:
        def answer(*arguments: object, **named: object) -> list[object] | dict[str, object]:
            self.asked.append(f"{name} {arguments} {named}")
            return {} if name in {"parameters", "user_limits"} else []

        return answer


@pytest.fixture
def broker() -> EmptyBroker:
    return EmptyBroker(
        host="127.0.0.1",
        amqp_port=1,
        management_url="http://127.0.0.1:1",
        user="guest",
        password="guest",
    )


def install(home: Path, broker: Broker, databases: Mapping[str, str] | None = None) -> NodePlace:
    return install_node(home, broker, node="zarska", centre="cistor", databases=databases)


def tables_of(url: str) -> set[str]:
    database = Database(url)
    with database.read() as connection:
        tables = set(inspect(connection).get_table_names())
    database.close()
    return tables


def cursors_of(url: str) -> list[str]:
    database = Database(url)
    with database.read() as connection:
        names = list(connection.execute(select(cursor.c.name)).scalars())
    database.close()
    return sorted(names)


def test_a_node_has_a_database_for_each_service(tmp_path: Path, broker: EmptyBroker) -> None:
    place = install(tmp_path, broker)

    assert set(place.settings.databases) == set(MIGRATIONS)
    assert "staff_account" in tables_of(place.settings.databases["accounts"])
    assert (tmp_path / "accounts.sqlite").exists()


def test_a_node_of_before_gets_accounts_beside_what_it_has(
    tmp_path: Path, broker: EmptyBroker
) -> None:
    place = install(tmp_path, broker)
    known = {service: place.settings.databases[service] for service in SERVICES}
    (tmp_path / "accounts.sqlite").unlink()
    write_settings(tmp_path, replace(place.settings, databases=known))

    again = install(tmp_path, broker)

    assert {service: again.settings.databases[service] for service in SERVICES} == known
    assert "staff_account" in tables_of(again.settings.databases["accounts"])


def test_where_accounts_are_can_be_said(tmp_path: Path, broker: EmptyBroker) -> None:
    places = {service: f"sqlite:///{tmp_path}/{service}.elsewhere" for service in MIGRATIONS}

    place = install(tmp_path / "home", broker, places)

    assert place.settings.databases == places


def test_what_accounts_tell_stays_at_the_node(tmp_path: Path, broker: EmptyBroker) -> None:
    place = install(tmp_path, broker)
    open_uplink(place)
    install(tmp_path, broker)

    assert cursors_of(place.settings.databases["accounts"]) == []
    assert cursors_of(place.settings.databases["consultations"]) == ["acknowledged", "uplink"]
    assert [each for each in broker.asked if "accounts" in each] == []
