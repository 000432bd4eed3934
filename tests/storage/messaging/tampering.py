"""What somebody may do who has the database itself, one random thing at a time.

Each attack changes one thing, minding no guard, and returns by what names the first finding may
call it: a place, a journal's row, a subject, a source. Where one is deleted and the others are
moved up behind it, that is the place where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Row, Table, delete, func, insert, select, update

from services.consultations.storage import tables as state
from shared.messaging.chain import body_of, first_prevdigest, seal
from shared.messaging.tables import arrival, chain, checkpoint, fork, inbox, journal, pending
from tests.storage.messaging.lived_in import OTHER_SOURCE, SOURCE
from tests.unit.consultations.examples import NOW

Name = tuple[str, object]
Names = set[Name]
Attack = Callable[[Connection, Random], Names]

FOREIGN = "/nodes/obca/consultations"
HEX = "0123456789abcdef"


def without_guards(connection: Connection) -> None:
    """Do what the owner of the database can: switch off triggers, keys and checks."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in triggers.scalars().all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def chain_anew(connection: Connection) -> None:
    """Seal the whole chain again, as somebody can who knows how."""
    rows = _all_chained(connection)
    for row, link in zip(rows, _sealed([row.body for row in rows], SOURCE), strict=True):
        _set_link(connection, row.position, digest=link.digest)


# The journal and its chain


def alter_a_byte_of_a_body(connection: Connection, random: Random) -> Names:
    row = _chained(connection, random)
    _set(connection, journal.c.journal_id, row.journal_id, body=_altered(row.body, random))
    return {("position", row.position)}


def cut_or_lengthen_a_body(connection: Connection, random: Random) -> Names:
    row = _chained(connection, random)
    body = random.choice([row.body[:-1], row.body[1:], row.body + b" ", b"", b"{}"])
    _set(connection, journal.c.journal_id, row.journal_id, body=body)
    return {("position", row.position)}


def put_another_body(connection: Connection, random: Random) -> Names:
    one, other = _two_chained(connection, random)
    _set(connection, journal.c.journal_id, one.journal_id, body=other.body)
    return {("position", one.position)}


def swap_two_bodies(connection: Connection, random: Random) -> Names:
    one, other = _two_chained(connection, random)
    _set(connection, journal.c.journal_id, one.journal_id, body=other.body)
    _set(connection, journal.c.journal_id, other.journal_id, body=one.body)
    return {("position", min(one.position, other.position))}


def alter_a_derived_column(connection: Connection, random: Random) -> Names:
    row = _of_journal(connection, random)
    value = random.choice(
        [
            {"event_id": UUID(int=random.getrandbits(128))},
            {"type": row.type.replace(".v1", ".v2")},
            {"type": random.choice(["", "pl.owss.consultations.nothing.v1"])},
            {"subject": row.subject[:-1] + "x"},
            {"subject": "advice-card/nowhere"},
            {"subject_version": row.subject_version + 1000},
            {"subject_version": -row.subject_version},
        ]
    )
    _set(connection, journal.c.journal_id, row.journal_id, **value)
    return {("row", row.journal_id)}


def alter_the_key_of_a_row(connection: Connection, random: Random) -> Names:
    row = _chained(connection, random)
    _set(connection, journal.c.journal_id, row.journal_id, journal_id=row.journal_id + 10_000)
    return {("position", row.position)}


def swap_the_keys_of_two_rows(connection: Connection, random: Random) -> Names:
    one, other = _two_chained(connection, random)
    for key, new in ((one, -1), (other, one.journal_id), (None, other.journal_id)):
        old = -1 if key is None else key.journal_id
        _set(connection, journal.c.journal_id, old, journal_id=new)
    return {("position", min(one.position, other.position))}


def alter_a_digest(connection: Connection, random: Random) -> Names:
    row = _chained(connection, random)
    _set_link(connection, row.position, digest=_altered_digest(row.digest, random))
    return {("position", row.position)}


def alter_an_epoch(connection: Connection, random: Random) -> Names:
    row = _chained(connection, random)
    _set_link(connection, row.position, epoch=random.choice([0, 2, 7]))
    return {("position", row.position), ("position", 1)}


def alter_a_position(connection: Connection, random: Random) -> Names:
    row = _chained(connection, random)
    _set_link(connection, row.position, position=row.position + 1000)
    return {("position", row.position)}


def swap_two_positions(connection: Connection, random: Random) -> Names:
    one, other = _two_chained(connection, random)
    _set_link(connection, one.position, position=0)
    _set_link(connection, other.position, position=one.position)
    _set_link(connection, 0, position=other.position)
    return {("position", min(one.position, other.position))}


def swap_what_two_places_point_to(connection: Connection, random: Random) -> Names:
    one, other = _two_chained(connection, random)
    _set_link(connection, one.position, journal_id=-1)
    _set_link(connection, other.position, journal_id=one.journal_id)
    _set_link(connection, one.position, journal_id=other.journal_id)
    return {("position", min(one.position, other.position))}


def delete_a_row_of_the_journal(connection: Connection, random: Random) -> Names:
    row = _of_journal(connection, random)
    place = _position_of(connection, row)
    _delete_from_journal(connection, row.journal_id)
    return {("subject", row.subject) if place is None else ("position", place)}


def delete_a_link(connection: Connection, random: Random) -> Names:
    row = _chained(connection, random)
    connection.execute(delete(chain).where(chain.c.position == row.position))
    return {("position", row.position), ("row", row.journal_id)}


def delete_row_and_link(connection: Connection, random: Random) -> Names:
    row = _chained(connection, random)
    connection.execute(delete(chain).where(chain.c.position == row.position))
    _delete_from_journal(connection, row.journal_id)
    return {("position", row.position), ("subject", row.subject)}


def delete_row_and_link_and_move_up(connection: Connection, random: Random) -> Names:
    names = delete_row_and_link(connection, random)
    (gone,) = (value for kind, value in names if kind == "position")
    later = select(chain.c.position).where(chain.c.position > gone).order_by(chain.c.position)
    for position in connection.execute(later).scalars().all():
        _set_link(connection, position, position=position - 1)
    return names


def forget_that_a_row_waits(connection: Connection, random: Random) -> Names:
    waiting = random.choice(connection.execute(select(pending.c.journal_id)).scalars().all())
    connection.execute(delete(pending).where(pending.c.journal_id == waiting))
    return {("row", waiting)}


def let_a_row_wait_again(connection: Connection, random: Random) -> Names:
    row = _chained(connection, random)
    connection.execute(insert(pending).values(journal_id=row.journal_id))
    return {("row", row.journal_id)}


def let_nothing_wait(connection: Connection, random: Random) -> Names:
    connection.execute(insert(pending).values(journal_id=(key := random.randint(5000, 9000))))
    return {("row", key)}


def insert_a_row(connection: Connection, random: Random) -> Names:
    """Insert what looks like a true domain event, with no place, waiting, or at the chain's end."""
    subject, key = _forge(connection, random)
    if random.random() < 0.5:
        connection.execute(insert(pending).values(journal_id=key))
    return {("row", key), ("subject", subject)}


def insert_a_row_at_the_end_of_the_chain(connection: Connection, random: Random) -> Names:
    subject, key = _forge(connection, random)
    last = _all_chained(connection)[-1]
    body = connection.execute(
        select(journal.c.body).where(journal.c.journal_id == key)
    ).scalar_one()
    link = seal(body, epoch=1, position=last.position + 1, prevdigest=last.digest)
    connection.execute(
        insert(chain).values(epoch=1, position=link.position, journal_id=key, digest=link.digest)
    )
    return {("position", link.position), ("subject", subject)}


def insert_a_row_within_the_chain(connection: Connection, random: Random) -> Names:
    _, key = _forge(connection, random)
    place = _chained(connection, random)
    later = select(chain.c.position).where(chain.c.position >= place.position)
    for position in connection.execute(later.order_by(chain.c.position.desc())).scalars().all():
        _set_link(connection, position, position=position + 1)
    digest = random.choice([place.digest, "0" * 64])
    connection.execute(
        insert(chain).values(epoch=1, position=place.position, journal_id=key, digest=digest)
    )
    return {("position", place.position)}


def chain_from_here_anew(connection: Connection, random: Random) -> Names:
    """Alter a body that still says the same of its row, and seal all that follows again."""
    row = _chained(connection, random)
    moment = f'"time":"20{random.randint(10, 99)}-'.encode()
    _set(
        connection,
        journal.c.journal_id,
        row.journal_id,
        body=row.body.replace(b'"time":"2009-', moment),
    )
    chain_anew(connection)
    # Only what was sent tells of it, at the last place; and the first of what was echoed.
    return {("witnessed", SOURCE)}


# The state


def alter_a_value_of_a_card(connection: Connection, random: Random) -> Names:
    card_id = _any_of(connection, state.advice_card.c.card_id, random)
    values: dict[str, list[object]] = {
        "version": [0, 77],
        "state": ["drafted", "cancelled"],
        "card_number": [f"{random.randint(100, 999)}/2009/zarska"],
        "programme": ["owss-2010/1"],
        "drafted_at": [datetime(2009, 7, 1, random.randint(0, 23), tzinfo=UTC)],
        "held_on": [date(2009, 6, random.randint(1, 30))],
        "started_at": [time(5), time(6, 30)],
        "ended_at": [time(21), time(22, 5)],
        "minutes": [1, 10, 600],
        "field_of_advice": ["restructuring", ""],
        "form_of_contact": ["telephone"],
        "support_path_id": [UUID(int=5)],
        "signed_by": [UUID(int=77), None],
        "signed_on": [date(2009, 7, 8)],
        "returned_by": [UUID(int=77), None],
        "return_reason": ["other", None],
        "approved_by": [UUID(int=77)],
        "confirmed_on": [date(2009, 7, 8)],
        "confirmation_means": ["link"],
    }
    column = random.choice(sorted(values))
    _set(
        connection,
        state.advice_card.c.card_id,
        card_id,
        **{column: random.choice(values[column])},
    )
    return {("subject", f"advice-card/{card_id}")}


def alter_whether_a_card_counts(connection: Connection, random: Random) -> Names:
    card = state.advice_card
    card_id = _any_of(connection, card.c.card_id, random)
    connection.execute(
        update(card).where(card.c.card_id == card_id).values(counted=~card.c.counted)
    )
    return {("subject", f"advice-card/{card_id}")}


def alter_a_value_of_a_client(connection: Connection, random: Random) -> Names:
    client_id = _any_of(connection, state.client.c.client_id, random)
    values: dict[str, object] = {
        "version": 2,
        "client_kind": "legal_person",
        "registered_on": date(2009, 7, 8),
        "predecessor_id": UUID(int=77),
        "sex": "male",
        "age_band": "15-24",
        "gmina": "zary",
        "status": "unemployed",
    }
    column = random.choice(sorted(values))
    _set(connection, state.client.c.client_id, client_id, **{column: values[column]})
    return {("subject", f"client/{client_id}")}


def alter_a_value_of_an_adviser(connection: Connection, random: Random) -> Names:
    adviser_id = _any_of(connection, state.adviser.c.adviser_id, random)
    values: dict[str, object] = {
        "version": 2,
        "staff_role": "expert",
        "active_from": date(2009, 6, 2),
        "active_to": date(2009, 12, 31),
    }
    column = random.choice(sorted(values))
    _set(connection, state.adviser.c.adviser_id, adviser_id, **{column: values[column]})
    return {("subject", f"adviser/{adviser_id}")}


def alter_a_part_of_a_card(connection: Connection, random: Random) -> Names:
    table, column, value = random.choice(
        [
            (state.card_client, "client_kind", "legal_person"),
            (state.card_client, "client_id", UUID(int=77)),
            (state.card_client, "gmina", "gdzie-indziej"),
            (state.card_client, "place", 40),
            (state.card_adviser, "adviser_id", UUID(int=77)),
            (state.card_correction, "reason", "annulled by nobody"),
            (state.card_correction, "corrected_by", UUID(int=77)),
            (state.card_correction, "corrected_at", NOW.replace(hour=1)),
            (state.card_correction, "correction_number", 40),
        ]
    )
    row = _any_row(connection, table, random)
    key = _is(table, row)
    if column == "place":
        # One alone stays the first, whatever its place is called.
        row = connection.execute(
            select(table)
            .where(table.c.card_id.in_(select(table.c.card_id).where(table.c.place > 0)))
            .order_by(table.c.place)
            .limit(1)
        ).one()
        key = _is(table, row)
    connection.execute(update(table).where(*key).values({column: value}))
    return {("subject", f"advice-card/{row.card_id}")}


def delete_a_row_of_state(connection: Connection, random: Random) -> Names:
    prefix, table = random.choice(
        [
            ("adviser", state.adviser),
            ("client", state.client),
            ("advice-card", state.advice_card),
            ("advice-card", state.card_client),
            ("advice-card", state.card_adviser),
            ("advice-card", state.card_correction),
        ]
    )
    row = _any_row(connection, table, random)
    connection.execute(delete(table).where(*_is(table, row)))
    return {("subject", f"{prefix}/{row[0]}")}


def insert_a_row_of_state(connection: Connection, random: Random) -> Names:
    prefix, table = random.choice(
        [
            ("adviser", state.adviser),
            ("client", state.client),
            ("advice-card", state.advice_card),
            ("advice-card", state.card_client),
            ("advice-card", state.card_adviser),
            ("advice-card", state.card_correction),
        ]
    )
    values = dict(_any_row(connection, table, random)._mapping)
    stranger = UUID(int=random.getrandbits(128))
    if prefix == "advice-card" and table is not state.advice_card:
        subject = f"advice-card/{values['card_id']}"
        place = "place" if "place" in values else "correction_number"
        values[place] = 40
        second = list(table.primary_key.columns)[1].name
        values[second] = 40 if second == "correction_number" else stranger
    else:
        values[table.primary_key.columns[0].name] = stranger
        subject = f"{prefix}/{stranger}"
        if table is state.advice_card:
            values["card_number"] = f"{random.randint(100, 999)}/2009/zarska"
    connection.execute(insert(table).values(values))
    return {("subject", subject)}


# The archive


def alter_a_byte_of_a_message(connection: Connection, random: Random) -> Names:
    row = _archived(connection, random)
    _set_archived(connection, row, body=_altered(row.body, random))
    return _place(row)


def alter_a_column_of_the_archive(connection: Connection, random: Random) -> Names:
    row = _archived(connection, random)
    value: dict[str, object] = random.choice(
        [
            {"digest": _altered_digest(row.digest, random)},
            {"epoch": 2},
            {"position": row.position + 1000},
            {"source": FOREIGN},
            {"source": OTHER_SOURCE if row.source == SOURCE else SOURCE, "position": 900},
        ]
    )
    _set_archived(connection, row, **value)
    moved = (value.get("source", row.source), value.get("position", row.position))
    return _place(row) | {("archived", moved)}


def swap_two_messages(connection: Connection, random: Random) -> Names:
    one, other = _two_archived(connection, random)
    _set_archived(connection, one, body=other.body)
    _set_archived(connection, other, body=one.body)
    return _place(one) | _place(other)


def swap_two_archived_places(connection: Connection, random: Random) -> Names:
    one, other = _two_archived(connection, random)
    _set_archived(connection, one, body=other.body, digest=other.digest)
    _set_archived(connection, other, body=one.body, digest=one.digest)
    return _place(one) | _place(other)


def delete_a_message(connection: Connection, random: Random) -> Names:
    row = _archived(connection, random)
    connection.execute(delete(inbox).where(*_is(inbox, row)))
    return _place(row)


def insert_a_forged_message(connection: Connection, random: Random) -> Names:
    source = random.choice([SOURCE, OTHER_SOURCE])
    last = _all_archived(connection, source)[-1]
    link = seal(body_of(last.body), epoch=1, position=last.position + 1, prevdigest=last.digest)
    connection.execute(
        insert(inbox).values(
            source=source,
            epoch=1,
            position=link.position,
            digest=link.digest,
            body=link.message,
            received_at=NOW,
        )
    )
    return {("archived", (source, link.position))}


def copy_a_source_under_a_foreign_name(connection: Connection, random: Random) -> Names:
    rows = _all_archived(connection, random.choice([SOURCE, OTHER_SOURCE]))
    connection.execute(insert(inbox), [{**row._mapping, "source": FOREIGN} for row in rows])
    return {("archived", (FOREIGN, 1))}


def make_up_a_source(connection: Connection, random: Random) -> Names:
    """Insert a node's whole history, sealed as it should be; sometimes noted as it should be."""
    told = _all_archived(connection, SOURCE)[: random.randint(1, 20)]
    bodies = [body_of(row.body).replace(SOURCE.encode(), FOREIGN.encode()) for row in told]
    links = _sealed(bodies, FOREIGN)
    connection.execute(
        insert(inbox),
        [
            {
                "source": FOREIGN,
                "epoch": 1,
                "position": link.position,
                "digest": link.digest,
                "body": link.message,
                "received_at": NOW,
            }
            for link in links
        ],
    )
    if random.random() < 0.5:
        connection.execute(
            insert(arrival).values(
                source=FOREIGN,
                node="obca",
                epoch=1,
                position=links[-1].position,
                digest=links[-1].digest,
                highest=links[-1].position,
                received_at=NOW,
            )
        )
    return {("source", FOREIGN)}


def rename_a_source(connection: Connection, random: Random) -> Names:
    source = random.choice([SOURCE, OTHER_SOURCE])
    connection.execute(update(inbox).where(inbox.c.source == source).values(source=FOREIGN))
    return {("archived", (FOREIGN, 1)), ("archived", (source, 1))}


def delete_a_source(connection: Connection, random: Random) -> Names:
    source = random.choice([SOURCE, OTHER_SOURCE])
    connection.execute(delete(inbox).where(inbox.c.source == source))
    if random.random() < 0.5:
        connection.execute(delete(arrival).where(arrival.c.source == source))
    return {("source", source)}


def cut_a_source_short(connection: Connection, random: Random) -> Names:
    """Delete the newest messages and note that they never came."""
    rows = _all_archived(connection, source := random.choice([SOURCE, OTHER_SOURCE]))
    kept = random.randint(1, len(rows) - 1)
    connection.execute(delete(inbox).where(inbox.c.source == source, inbox.c.position > kept))
    connection.execute(
        update(arrival)
        .where(arrival.c.source == source)
        .values(position=kept, highest=kept, digest=rows[kept - 1].digest)
    )
    return {("source", source)}


def archive_a_source_anew(connection: Connection, random: Random) -> Names:
    """Alter one message, seal all that follow again, and note what came of it."""
    rows = _all_archived(connection, source := random.choice([SOURCE, OTHER_SOURCE]))
    bodies = [body_of(row.body) for row in rows]
    number = random.randrange(len(bodies))
    bodies[number] = bodies[number].replace(b'"time":"2009-', b'"time":"2010-')
    links = _sealed(bodies, source)
    for row, link in zip(rows, links, strict=True):
        _set_archived(connection, row, digest=link.digest, body=link.message)
    connection.execute(
        update(arrival).where(arrival.c.source == source).values(digest=links[-1].digest)
    )
    return {("source", source)}


def alter_what_is_noted(connection: Connection, random: Random) -> Names:
    source = random.choice([SOURCE, OTHER_SOURCE])
    value: dict[str, object] = random.choice(
        [{"position": 3}, {"highest": 999}, {"digest": "0" * 64}, {"node": "obca"}, {"epoch": 2}]
    )
    connection.execute(update(arrival).where(arrival.c.source == source).values(value))
    return {("source", source)}


def alter_what_was_folded(connection: Connection, random: Random) -> Names:
    source = random.choice([SOURCE, OTHER_SOURCE])
    value: dict[str, object] = random.choice([{"digest": "0" * 64}, {"position": 999}])
    connection.execute(update(checkpoint).where(checkpoint.c.source == source).values(value))
    return {("source", source)}


def insert_a_fork(connection: Connection, random: Random) -> Names:
    row = _archived(connection, random)
    values = {**row._mapping, "digest": "0" * 64}
    connection.execute(insert(fork).values(values))
    return _place(row)


ON_A_NODE: Sequence[Attack] = (
    alter_a_byte_of_a_body,
    cut_or_lengthen_a_body,
    put_another_body,
    swap_two_bodies,
    alter_a_derived_column,
    alter_the_key_of_a_row,
    swap_the_keys_of_two_rows,
    alter_a_digest,
    alter_an_epoch,
    alter_a_position,
    swap_two_positions,
    swap_what_two_places_point_to,
    delete_a_row_of_the_journal,
    delete_a_link,
    delete_row_and_link,
    delete_row_and_link_and_move_up,
    forget_that_a_row_waits,
    let_a_row_wait_again,
    let_nothing_wait,
    insert_a_row,
    insert_a_row_at_the_end_of_the_chain,
    insert_a_row_within_the_chain,
    chain_from_here_anew,
    alter_a_value_of_a_card,
    alter_whether_a_card_counts,
    alter_a_value_of_a_client,
    alter_a_value_of_an_adviser,
    alter_a_part_of_a_card,
    delete_a_row_of_state,
    insert_a_row_of_state,
)
ON_THE_CENTRE: Sequence[Attack] = (
    alter_a_byte_of_a_message,
    alter_a_column_of_the_archive,
    swap_two_messages,
    swap_two_archived_places,
    delete_a_message,
    insert_a_forged_message,
    copy_a_source_under_a_foreign_name,
    make_up_a_source,
    rename_a_source,
    delete_a_source,
    cut_a_source_short,
    archive_a_source_anew,
    alter_what_is_noted,
    alter_what_was_folded,
    insert_a_fork,
)


def _all_chained(connection: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
    return connection.execute(
        select(chain.c.position, chain.c.digest, journal)
        .join(journal, journal.c.journal_id == chain.c.journal_id)
        .order_by(chain.c.position)
    ).all()


def _chained(connection: Connection, random: Random) -> Row[*tuple[Any, ...]]:
    return random.choice(_all_chained(connection))


def _two_chained(connection: Connection, random: Random) -> list[Row[*tuple[Any, ...]]]:
    return random.sample(_all_chained(connection), 2)


def _of_journal(connection: Connection, random: Random) -> Row[*tuple[Any, ...]]:
    return random.choice(connection.execute(select(journal).order_by(journal.c.journal_id)).all())


def _position_of(connection: Connection, row: Row[*tuple[Any, ...]]) -> int | None:
    return connection.execute(
        select(chain.c.position).where(chain.c.journal_id == row.journal_id)
    ).scalar_one_or_none()


def _forge(connection: Connection, random: Random) -> tuple[str, int]:
    """Insert a domain event that a subject never had; return the subject and the row's key."""
    row = _of_journal(connection, random)
    version = (
        1
        + connection.execute(
            select(func.max(journal.c.subject_version)).where(journal.c.subject == row.subject)
        ).scalar_one()
    )
    event_id, key = UUID(int=random.getrandbits(128)), random.randint(5000, 9000)
    body = row.body.replace(str(row.event_id).encode(), str(event_id).encode())
    body = body.replace(
        b'"subjectversion":%d,' % row.subject_version, b'"subjectversion":%d,' % version
    )
    connection.execute(
        insert(journal).values(
            journal_id=key,
            event_id=event_id,
            type=row.type,
            subject=row.subject,
            subject_version=version,
            body=body,
        )
    )
    return row.subject, key


def _sealed(bodies: Sequence[bytes], source: str) -> list[Any]:
    links: list[Any] = []
    digest = first_prevdigest(source)
    for position, body in enumerate(bodies, start=1):
        links.append(seal(body, epoch=1, position=position, prevdigest=digest))
        digest = links[-1].digest
    return links


def _set(connection: Connection, key: Column[Any], value: object, /, **values: object) -> None:
    connection.execute(update(key.table).where(key == value).values(values))


def _set_link(connection: Connection, place: int, /, **values: object) -> None:
    connection.execute(update(chain).where(chain.c.position == place).values(values))


def _delete_from_journal(connection: Connection, journal_id: int) -> None:
    connection.execute(delete(pending).where(pending.c.journal_id == journal_id))
    connection.execute(delete(journal).where(journal.c.journal_id == journal_id))


def _any_row(connection: Connection, table: Table, random: Random) -> Row[*tuple[Any, ...]]:
    rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
    return random.choice(rows)


def _any_of(connection: Connection, column: Column[Any], random: Random) -> Any:
    return random.choice(connection.execute(select(column).order_by(column)).scalars().all())


def _is(table: Table, row: Row[*tuple[Any, ...]]) -> list[Any]:
    return [column == row._mapping[column.name] for column in table.primary_key.columns]


def _all_archived(connection: Connection, source: str) -> Sequence[Row[*tuple[Any, ...]]]:
    return connection.execute(
        select(inbox).where(inbox.c.source == source).order_by(inbox.c.position)
    ).all()


def _archived(connection: Connection, random: Random) -> Row[*tuple[Any, ...]]:
    return random.choice(_all_archived(connection, random.choice([SOURCE, OTHER_SOURCE])))


def _two_archived(connection: Connection, random: Random) -> list[Row[*tuple[Any, ...]]]:
    return random.sample(_all_archived(connection, random.choice([SOURCE, OTHER_SOURCE])), 2)


def _set_archived(connection: Connection, row: Row[*tuple[Any, ...]], **values: object) -> None:
    connection.execute(update(inbox).where(*_is(inbox, row)).values(values))


def _place(row: Row[*tuple[Any, ...]]) -> Names:
    return {("archived", (row.source, row.position))}


def _altered(body: bytes, random: Random) -> bytes:
    place = random.randrange(len(body))
    other = random.choice([byte for byte in range(256) if byte != body[place]])
    return body[:place] + bytes([other]) + body[place + 1 :]


def _altered_digest(digest: str, random: Random) -> str:
    place = random.randrange(len(digest))
    other = random.choice([each for each in HEX if each != digest[place]])
    return digest[:place] + other + digest[place + 1 :]
