"""F32a: eight writers on one journal while a relay numbers: no gap, chain intact, order kept."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.database import Database
from shared.kernel.command import StaleRecord
from shared.messaging import relay
from shared.messaging.chain import unseal
from shared.messaging.verification import verify_journal
from tests.storage.messaging.node_and_centre import START, Parcels
from tests.storage.messaging.parcels import ParcelWeighed, command

WRITERS = 8
TURNS = 25
SHARED = ("x", "y")


class Mistake(Exception):
    """A writer changes its mind."""


def write(node: Parcels, writer: int, start: threading.Barrier) -> list[tuple[str, int]]:
    """Record events of an own parcel and of shared ones; return (subject, version) committed."""
    chance = random.Random(writer)  # noqa: S311 - a repeatable order, not a secret
    committed: list[tuple[str, int]] = []
    versions = dict.fromkeys(SHARED, 0)
    own = 0
    start.wait()
    for turn in range(TURNS):
        shared = chance.choice(SHARED)
        told = [(f"w{writer}", own + 1), (shared, versions[shared] + 1)]
        try:
            with node.database.write() as connection:
                for parcel, version in told:
                    event = ParcelWeighed(
                        occurred_at=START, subject_version=version, parcel=parcel, grams=turn
                    )
                    node.journal(connection).append(event, caused_by=command())
                change_ones_mind(chance)
        except Mistake:
            continue
        except StaleRecord:
            # Somebody else was faster: the next turn tries behind that.
            versions[shared] += 1
            continue
        own += 1
        versions[shared] += 1
        committed += told
    return committed


def change_ones_mind(chance: random.Random) -> None:
    if chance.random() < 0.3:
        raise Mistake


def number_until(node: Parcels, ended: threading.Event) -> None:
    while True:
        nobody_writes = ended.is_set()
        numbered = node.number(limit=7)
        if nobody_writes and not numbered:
            return


@pytest.mark.fault("F32a")
def test_positions_are_exactly_what_was_committed(database: Database) -> None:
    node = Parcels(database)
    node.take_over()
    ended, start = threading.Event(), threading.Barrier(WRITERS)

    with ThreadPoolExecutor(WRITERS + 1) as threads:
        numbering = threads.submit(number_until, node, ended)
        writing = [threads.submit(write, node, writer, start) for writer in range(WRITERS)]
        committed = [told for each in writing for told in each.result()]
        ended.set()
        numbering.result()

    chained = node.chained()
    assert [row.position for row in chained] == list(range(1, len(committed) + 1))
    numbered = [(row.subject.removeprefix("parcel/"), row.subject_version) for row in chained]
    assert sorted(numbered) == sorted(committed)
    for parcel in {parcel for parcel, _ in committed}:
        versions = [version for name, version in numbered if name == parcel]
        assert versions == list(range(1, len(versions) + 1))
    with database.read() as connection:
        assert relay.waiting(connection) == 0
        assert list(verify_journal(connection, node.source)) == []
    links = [unseal(link.message) for link in node.links()]
    assert [link.prevdigest for link in links[1:]] == [link.digest for link in links[:-1]]


def test_of_two_relays_that_number_at_once_one_is_fenced(database: Database) -> None:
    node = Parcels(database)
    node.weigh(*((f"p{number}", number) for number in range(60)))
    older, newer = Parcels(database), Parcels(database)
    older.take_over()
    fenced = threading.Event()

    def number_till_fenced() -> None:
        try:
            while older.number(limit=1):
                pass
        except relay.Fenced:
            fenced.set()

    with ThreadPoolExecutor(1) as threads:
        numbering = threads.submit(number_till_fenced)
        newer.take_over()
        while newer.number(limit=1):
            pass
        numbering.result()

    assert fenced.is_set() or newer.number() == 0
    assert [row.position for row in node.chained()] == list(range(1, 61))
    assert len(node.links()) == 60
