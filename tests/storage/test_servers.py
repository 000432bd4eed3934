"""The databases that the other tests are given."""

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool


def test_a_test_is_given_an_empty_database_of_each_kind(
    database_url: str, request: pytest.FixtureRequest
) -> None:
    engine = create_engine(database_url, poolclass=NullPool)

    with engine.begin() as connection:
        before = inspect(connection).get_table_names()
        connection.execute(text("CREATE TABLE card (id INTEGER)"))
        after = inspect(connection).get_table_names()

    assert make_url(database_url).get_backend_name() in request.node.name
    assert before == []
    assert after == ["card"]


def test_the_private_cluster_flushes_to_disk(postgresql_url: str) -> None:
    engine = create_engine(postgresql_url, poolclass=NullPool)

    with engine.connect() as connection:
        fsync = connection.execute(text("SHOW fsync")).scalar_one()

    assert fsync == "on"
