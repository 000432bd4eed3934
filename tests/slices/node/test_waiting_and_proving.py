"""What a network is waited for, and what must hold once it has told the centre everything."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, update

from services.node import awaiting
from services.node.awaiting import NotArrived, wait_for_centre, wait_for_programme
from services.node.network import Network, season_start
from services.node.proofs import Proof, prove
from services.reporting.figures.figure import Figure
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.projection.tables import referral_fact, referral_receipt_fact
from shared.database import Database
from shared.messaging import relay
from shared.messaging.tables import arrival, head, pending, projection
from tests.storage.messaging.lived_in import LATER, OTHER_SOURCE, SOURCE
from tests.unit.consultations.examples import PROGRAMME


class StoppedClock:
    def now(self) -> datetime:
        return LATER


@pytest.fixture
def centre(network: Network) -> Database:
    return Database(network.centre.settings.databases["reporting"])


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awaiting, "PATIENCE", 0.0)


def send_everything(network: Network) -> None:
    """Let nothing wait at the nodes any more: what has no position is forgotten there."""
    for place in network.partners:
        database = Database(place.settings.databases["consultations"])
        with database.write() as connection:
            connection.execute(delete(pending))
        database.close()


def test_it_returns_when_the_centre_has_folded_everything(network: Network) -> None:
    send_everything(network)
    told: list[tuple[int, int]] = []

    wait_for_centre(network, StoppedClock(), lambda done, of: told.append((done, of)))

    ((done, of),) = told
    assert done == of > 100


@pytest.mark.usefixtures("impatient")
def test_what_has_not_arrived_is_named(network: Network, centre: Database) -> None:
    with pytest.raises(NotArrived) as behind:
        wait_for_centre(network, StoppedClock(), lambda *_: None)
    send_everything(network)
    with centre.write() as connection:
        connection.execute(update(arrival).values(highest=99))
        connection.execute(update(projection).values(halted_because="20 failed in a row"))
    with pytest.raises(NotArrived) as halted:
        wait_for_centre(network, StoppedClock(), lambda *_: None)
    centre.close()

    assert f"{SOURCE} (brakuje zdarzeń: 4)" in str(behind.value)
    assert f"{SOURCE} (jeszcze niewliczone: " in str(halted.value)
    assert "wliczanie wstrzymane: 20 failed in a row" in str(halted.value)
    assert str(halted.value).endswith("uruchom polecenie ponownie.")


@pytest.mark.usefixtures("impatient")
def test_a_receipt_that_is_not_noted_yet_is_waited_for(network: Network, centre: Database) -> None:
    send_everything(network)
    referral_id = UUID(int=82)
    of_both = {
        "generation": 1,
        "epoch": 1,
        "position": 1,
        "referral_id": referral_id,
        "client_id": UUID(int=21),
        "client_kind": "individual",
    }
    made = {"source": SOURCE, "node": "zarska", "to_node": "torunska", "field_of_advice": "legal"}
    came = {"source": OTHER_SOURCE, "node": "torunska", "from_node": "zarska"}
    with centre.write() as connection:
        connection.execute(insert(referral_fact).values(**of_both, **made, made_on=LATER.date()))
        connection.execute(
            insert(referral_receipt_fact).values(**of_both, **came, received_on=LATER.date())
        )
    centre.close()

    with pytest.raises(NotArrived, match=f"{SOURCE} .* skierowania {referral_id}"):
        wait_for_centre(network, StoppedClock(), lambda *_: None)


def heads(network: Network, centre: Database, programmes: str) -> None:
    with centre.write() as connection:
        connection.execute(delete(head))
        for place in network.places:
            for service in ("consultations", "reporting"):
                connection.execute(
                    insert(head).values(
                        source=f"/nodes/{place.settings.node}/{service}",
                        node=place.settings.node,
                        epoch=1,
                        position=0,
                        digest="",
                        told_at=LATER,
                        received_at=LATER,
                        installation=place.settings.installation,
                        waiting=0,
                        programmes=programmes,
                    )
                )
    centre.close()


def test_it_returns_when_every_service_has_the_programme(
    network: Network, centre: Database
) -> None:
    heads(network, centre, '{"owss-2009": 2}')

    wait_for_programme(network, PROGRAMME)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("programmes", ["{}", '{"owss-2009": 0}', '{"other": 7}'])
def test_who_has_not_got_the_programme_is_named(
    network: Network, centre: Database, programmes: str
) -> None:
    heads(network, centre, programmes)

    with pytest.raises(NotArrived, match="/nodes/cistor/consultations, /nodes/cistor/reporting"):
        wait_for_programme(network, PROGRAMME)


def proofs(network: Network) -> dict[str, Proof]:
    return {proof.claim: proof for proof in prove(network, PROGRAMME, StoppedClock())}


def broken(network: Network) -> list[str]:
    return [claim for claim, proof in proofs(network).items() if not proof.holds]


def test_what_the_use_cases_made_proves_itself(network: Network) -> None:
    found = proofs(network)

    assert broken(network) == []
    assert len(found) == 4
    assert all(proof.looked_at > 3 for proof in found.values())


def test_a_proof_that_looked_at_nothing_proves_nothing() -> None:
    assert not Proof("Nic", 0, ()).holds


def test_a_card_that_counts_otherwise_at_its_node_breaks_the_proof(network: Network) -> None:
    database = Database(network.partners[0].settings.databases["consultations"])
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE advice_card SET minutes = minutes + 1")
    database.close()

    found = proofs(network)

    assert broken(network) == [
        "Wskaźniki centrali zgadzają się ze stanem baz węzłów",
        "Łańcuchy zdarzeń są nienaruszone",
    ]
    figures = found["Wskaźniki centrali zgadzają się ze stanem baz węzłów"].faults
    assert any(fault.startswith("hours_of_advice node=zarska: centrala ") for fault in figures)


def test_a_fact_that_was_altered_breaks_the_proof(network: Network, centre: Database) -> None:
    with centre.write() as connection:
        for table in MINISTRY_FACTS.tables:
            connection.execute(delete(table).where(table.c.superseded_position.is_(None)))
    centre.close()

    assert broken(network) == [
        "Wskaźniki centrali zgadzają się ze stanem baz węzłów",
        "Łańcuchy zdarzeń są nienaruszone",
        "Odbudowa z archiwum daje te same fakty",
    ]


def test_a_figure_that_its_rows_do_not_give_breaks_the_proof(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Figure, "recomputed", lambda *_: -1)

    assert broken(network) == ["Każdy wskaźnik wynika z wierszy, które otwiera"]


def test_a_centre_that_holds_another_history_breaks_the_proof(network: Network) -> None:
    """A node's chain that is right in itself, and not what the centre has."""
    database = Database(network.partners[0].settings.databases["consultations"])
    with database.write() as connection:
        generation = relay.take_generation(connection)
        relay.number(connection, source=SOURCE, generation=generation, limit=1)
    database.close()

    assert broken(network) == ["Łańcuchy zdarzeń są nienaruszone"]
    assert "centrala ma co innego" in proofs(network)["Łańcuchy zdarzeń są nienaruszone"].faults[0]


def test_a_season_begins_in_the_morning_of_the_programmes_first_day() -> None:
    assert season_start(PROGRAMME).isoformat() == "2009-06-01T06:00:00+00:00"
