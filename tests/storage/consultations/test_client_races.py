"""Files of clients written by several people at one moment."""

from __future__ import annotations

import threading
from uuid import UUID, uuid4

from services.consultations.domain.client import ClientDetails
from services.consultations.domain.client_refusals import (
    FileMerged,
    MergedWithItself,
    PossibleDuplicate,
)
from services.consultations.storage.unit_of_work import snapshot
from shared.database import Database
from shared.kernel.command import Command, Refusal
from shared.wire.published import CATALOGUE
from tests.storage.consultations.node import SOURCE, do
from tests.unit.consultations.examples import (
    CLIENT_ID,
    to_draft,
    to_merge,
    to_register_client,
)

LIMIT = 30.0
TIMES = 5
TWIN_ID = UUID(int=31)


def test_of_two_merges_into_each_other_one_is_refused(furnished: Database) -> None:
    for _ in range(TIMES):
        one, other = uuid4(), uuid4()
        do(furnished, *(_twin(each) for each in (one, other)))

        outcomes = _together(furnished, to_merge(one, other), to_merge(other, one))

        assert {type(outcome) for outcome in outcomes} == {type(None), MergedWithItself}
        with snapshot(furnished, SOURCE, CATALOGUE) as work:
            assert work.clients.kept(one).id == work.clients.kept(other).id


def test_merges_in_a_ring_end_in_one_file(furnished: Database) -> None:
    ring = [uuid4() for _ in range(3)]
    do(furnished, *map(_twin, ring))

    outcomes = _together(
        furnished,
        *(to_merge(one, ring[place - 1]) for place, one in enumerate(ring)),
    )

    with snapshot(furnished, SOURCE, CATALOGUE) as work:
        kept = {work.clients.kept(each).id for each in ring}
    assert len(kept) == 1
    assert sum(outcome is None for outcome in outcomes) == 2


def test_of_two_files_of_one_client_the_second_is_refused(furnished: Database) -> None:
    details = ClientDetails(name="Ewa Bąk", nip="5260250274")
    entries = [to_register_client(client_id=uuid4(), details=details) for _ in range(2)]

    outcomes = _together(furnished, *entries)

    assert {type(outcome) for outcome in outcomes} == {type(None), PossibleDuplicate}


def test_a_card_and_a_merge_of_its_client_come_one_after_the_other(furnished: Database) -> None:
    do(furnished, _twin(TWIN_ID))

    card, merge = _together(furnished, to_draft(uuid4()), to_merge(CLIENT_ID, TWIN_ID))

    assert merge is None
    assert card is None or isinstance(card, FileMerged)


def _twin(client_id: UUID) -> Command:
    return to_register_client(client_id=client_id, although_duplicate=True)


def _together(database: Database, *commands: Command) -> list[Refusal | None]:
    """Carry commands out in threads of their own; return what each was refused for."""
    outcomes: list[Refusal | None] = [None] * len(commands)
    start = threading.Barrier(len(commands), timeout=LIMIT)

    def carry_out(place: int, command: Command) -> None:
        start.wait()
        try:
            do(database, command)
        except Refusal as refusal:
            outcomes[place] = refusal

    threads = [threading.Thread(target=carry_out, args=each) for each in enumerate(commands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes
