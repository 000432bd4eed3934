from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from services.consultations.domain.client import ClientDetails
from services.consultations.domain.client_refusals import PeselNotKept
from services.consultations.storage.pesel import PeselSafe, PeselUnreadable
from services.consultations.storage.unit_of_work import unit_of_work
from shared.database import Database
from shared.wire.published import CATALOGUE
from tests.storage.consultations.node import SOURCE, do
from tests.unit.consultations.examples import CLIENT_ID, to_change_client

PESEL = "44051401359"
SAFE = PeselSafe(Fernet.generate_key())
WITH_PESEL = ClientDetails(name="Jan Żak", email="jan@example.org", pesel=PESEL)


def test_the_same_number_is_sealed_otherwise_each_time_and_found_by_one_digest() -> None:
    sealed = {SAFE.seal(PESEL) for _ in range(2)}

    assert len(sealed) == 2
    assert {SAFE.open(each) for each in sealed} == {PESEL}
    assert (
        SAFE.digest(PESEL) == SAFE.digest(PESEL) != PeselSafe(Fernet.generate_key()).digest(PESEL)
    )


def test_another_key_opens_nothing() -> None:
    with pytest.raises(PeselUnreadable):
        PeselSafe(Fernet.generate_key()).open(SAFE.seal(PESEL))


def test_a_key_is_not_shown() -> None:
    assert repr(SAFE) == "PeselSafe()"


def test_a_node_keeps_no_pesel_unless_it_is_switched_on(furnished: Database) -> None:
    with pytest.raises(PeselNotKept):
        do(furnished, to_change_client(details=WITH_PESEL))


def test_where_it_is_switched_off_again_a_number_is_shown_no_more(furnished: Database) -> None:
    with unit_of_work(furnished, SOURCE, CATALOGUE, SAFE) as work:
        client = work.clients.get(CLIENT_ID)
        client.details, client.revision = WITH_PESEL, client.revision + 1
        work.clients.save(client)

    with unit_of_work(furnished, SOURCE, CATALOGUE) as work:
        without_key = work.clients.get(CLIENT_ID).details.pesel
    with unit_of_work(furnished, SOURCE, CATALOGUE, SAFE) as work:
        with_key = work.clients.get(CLIENT_ID).details.pesel

    assert (without_key, with_key) == (None, PESEL)
