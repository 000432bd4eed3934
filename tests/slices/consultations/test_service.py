"""The service as a caller on the bus sees it: JSON in, JSON out, over a real database."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from marshmallow import ValidationError
from nameko.exceptions import deserialize, serialize
from sqlalchemy import select

from services.consultations.domain.client_refusals import PossibleDuplicate
from services.consultations.domain.refusals import (
    AdviserNotActive,
    ApproverIsAdviser,
    CardNotFound,
    NoProgramme,
)
from services.consultations.sentences import sentence
from services.consultations.service import EXPECTED, ConsultationsService
from services.consultations.storage.verification import compare_state_with_journal
from shared.kernel.command import NotAuthorised
from shared.messaging.control import MatchList, ReferralReceipt
from shared.messaging.tables import journal
from shared.wire.envelope import read
from tests.slices.consultations.conftest import NOW, StoppedClock
from tests.slices.consultations.service_at_work import (
    ADVICE,
    ADVISER_ID,
    CARD_ID,
    CLIENT,
    CLIENT_ID,
    CONTENT,
    COORDINATOR_ID,
    PERSON,
    SOURCE,
    asking,
    asking_for_matches,
    by_adviser,
    by_coordinator,
    draft,
    register_adviser,
)
from tests.unit.consultations.examples import TODAY


def test_a_card_goes_through_its_whole_life(service: ConsultationsService) -> None:
    drafted = draft(service)
    service.sign_card(by_adviser(card_id=CARD_ID))
    service.return_card(by_coordinator(card_id=CARD_ID, reason="incomplete", remarks="Ustalenia?"))
    changed = {**CONTENT, "agreed_steps": "Walne w sierpniu."}
    service.change_card(by_adviser(card_id=CARD_ID, expected_version=3, **changed))
    service.sign_card(by_adviser(card_id=CARD_ID))
    service.approve_card(by_coordinator(card_id=CARD_ID))
    service.confirm_advice(by_adviser(card_id=CARD_ID, confirmed_on="2009-07-07", means="paper"))
    right = {**ADVICE, "ended_at": "12:00"}
    service.correct_card(
        by_coordinator(
            card_id=CARD_ID, reason="wrong_date_or_time", remarks="Do 12.", counted=True, **right
        )
    )

    card = service.card(asking(card_id=CARD_ID))

    assert drafted == {"card_id": CARD_ID, "card_number": "1/2009/zarska", "minutes": 90}
    assert card == {
        "card_id": CARD_ID,
        "card_number": "1/2009/zarska",
        "programme": "owss-2009/1",
        "version": 8,
        "state": "approved",
        "counted": True,
        "drafted_at": "2009-07-07T12:00:00+00:00",
        "held_on": "2009-07-07",
        "started_at": "10:00",
        "ended_at": "12:00",
        "minutes": 120,
        "field_of_advice": "legal",
        "form_of_contact": "in_person",
        "support_path_id": None,
        "appointment_id": None,
        "clients": [
            {
                "client_id": CLIENT_ID,
                "client_kind": "individual",
                "sex": "male",
                "age_band": "refused",
                "gmina": "torun",
                "status": "unemployed",
            }
        ],
        "adviser_ids": [ADVISER_ID],
        "subject": "Statut spółdzielni",
        "advice_given": "Omówiono zmianę statutu.",
        "agreed_steps": "Walne w sierpniu.",
        "persons_present": "",
        "signature": {"signed_by": ADVISER_ID, "signed_on": "2009-07-07"},
        "last_return": {
            "returned_by": COORDINATOR_ID,
            "reason": "incomplete",
            "remarks": "Ustalenia?",
        },
        "approved_by": COORDINATOR_ID,
        "confirmation": {"confirmed_on": "2009-07-07", "means": "paper"},
        "corrections": [
            {
                "number": 1,
                "reason": "wrong_date_or_time",
                "remarks": "Do 12.",
                "counted": True,
                "corrected_by": COORDINATOR_ID,
                "corrected_at": "2009-07-07T12:00:00+00:00",
            }
        ],
    }
    with service.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


def test_what_has_not_happened_to_a_card_is_null(service: ConsultationsService) -> None:
    draft(service)

    card = service.card(asking(card_id=CARD_ID))

    nothing = ("signature", "last_return", "approved_by", "confirmation")
    assert [card[member] for member in nothing] == [None] * 4
    assert card["corrections"] == []


def test_the_history_of_texts_says_who_when_and_what(service: ConsultationsService) -> None:
    draft(service)
    service.change_card(by_adviser(card_id=CARD_ID, **{**CONTENT, "subject": "Lustracja"}))

    history = service.record_history(asking(record_id=CARD_ID))

    assert history["changes"][-1] == {
        "field": "subject",
        "before": "Statut spółdzielni",
        "after": "Lustracja",
        "changed_by": ADVISER_ID,
        "changed_at": "2009-07-07T12:00:00+00:00",
    }


def test_answers_are_json(service: ConsultationsService) -> None:
    answers = [
        draft(service),
        service.card(asking(card_id=CARD_ID)),
        service.record_history(asking(record_id=CLIENT_ID)),
    ]

    assert json.loads(json.dumps(answers)) == answers


def test_a_repeated_request_gets_the_same_answer_and_does_nothing(
    service: ConsultationsService,
) -> None:
    request = by_adviser(card_id=CARD_ID, programme="owss-2009", **CONTENT)
    first = service.draft_card(request)

    again = service.draft_card(request)

    assert again == first
    assert service.card(asking(card_id=CARD_ID))["version"] == 1


def test_a_node_without_a_programme_says_so(empty: ConsultationsService) -> None:
    with pytest.raises(NoProgramme) as refusal:
        draft(empty)

    told = sentence(refusal.value)
    assert told.startswith("Ten węzeł nie zna jeszcze żadnego programu")


def test_an_adviser_is_changed_and_listed(service: ConsultationsService) -> None:
    service.change_adviser(
        by_coordinator(
            adviser_id=ADVISER_ID,
            expected_version=1,
            full_name="Anna Łoś",
            staff_role="expert",
            active_from="2009-06-01",
            active_to="2009-12-31",
        )
    )

    found = service.advisers({"actor": by_coordinator()["actor"]})["advisers"]

    asked = {"actor": by_coordinator()["actor"], "adviser_id": ADVISER_ID}
    assert service.adviser(asked) == found[0]
    assert found[0] == {
        "adviser_id": ADVISER_ID,
        "version": 2,
        "full_name": "Anna Łoś",
        "staff_role": "expert",
        "active_from": "2009-06-01",
        "active_to": "2009-12-31",
    }


def test_who_gives_advice_does_not_approve_it(service: ConsultationsService) -> None:
    register_adviser(service, COORDINATOR_ID)
    draft(service, adviser_ids=[ADVISER_ID, COORDINATOR_ID])
    service.sign_card(by_adviser(card_id=CARD_ID))

    with pytest.raises(ApproverIsAdviser):
        service.approve_card(by_coordinator(card_id=CARD_ID))


def test_an_adviser_does_not_approve(service: ConsultationsService) -> None:
    draft(service)

    with pytest.raises(NotAuthorised):
        service.approve_card(by_adviser(card_id=CARD_ID))


def test_a_card_of_another_node_is_not_here(service: ConsultationsService) -> None:
    with pytest.raises(CardNotFound):
        service.card(asking(card_id=str(uuid4())))


def test_a_request_that_is_not_complete_is_refused_with_sentences(
    service: ConsultationsService,
) -> None:
    with pytest.raises(ValidationError) as refused:
        service.approve_card({"actor": {"staff_id": ADVISER_ID, "roles": []}})

    assert refused.value.messages == {
        "command_id": ["Podaj identyfikator polecenia (UUID)."],
        "card_id": ["Podaj identyfikator karty (UUID)."],
    }


def test_a_second_file_of_a_client_is_refused_with_what_agrees_and_what_to_do(
    service: ConsultationsService,
) -> None:
    pesel = "44051401359"
    service.change_client(by_adviser(client_id=CLIENT_ID, pesel=pesel, **PERSON))
    second = {**CLIENT, "client_id": str(UUID(int=22)), "name": "Żak Jan", "pesel": pesel}

    with pytest.raises(PossibleDuplicate) as refusal:
        service.register_client(by_adviser(**second))
    service.register_client(by_adviser(**second, although_duplicate=True))

    assert refusal.value.args == ("pesel", "1", f"{CLIENT_ID} pesel")
    assert sentence(refusal.value).startswith(
        "Ten klient może już mieć kartotekę: zgadza się PESEL"
    )
    found = service.duplicates_of(asking(name="Kto to", pesel=pesel))["candidates"]
    assert [(each["client_id"], each["identifiers"]) for each in found] == [
        (CLIENT_ID, ["pesel"]),
        (str(UUID(int=22)), ["pesel"]),
    ]


def test_a_pesel_lies_sealed_and_never_in_the_history(service: ConsultationsService) -> None:
    pesel = "44051401359"
    service.change_client(by_adviser(client_id=CLIENT_ID, pesel=pesel, **PERSON))

    shown = service.client(asking(client_id=CLIENT_ID))
    history = service.record_history(asking(record_id=CLIENT_ID))

    with service.database.read() as connection:
        rows = [
            str(connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall())
            for table in ("client", "record_history", "journal", "command_log")
        ]
    assert (shown["pesel"], shown["revision"]) == (pesel, 2)
    assert history["changes"][-1]["field"] == "pesel"
    assert history["changes"][-1]["after"] == "•••"
    assert not [row for row in rows if pesel in row]


def test_a_merged_and_then_erased_client_leaves_every_figure(
    service: ConsultationsService,
) -> None:
    other = str(UUID(int=22))
    service.register_client(by_adviser(**CLIENT, client_id=other, although_duplicate=True))
    draft(service)
    service.sign_card(by_adviser(card_id=CARD_ID))
    service.merge_clients(by_coordinator(client_id=CLIENT_ID, into_client_id=other))
    before = service.card(asking(card_id=CARD_ID))

    service.erase_client(by_coordinator(client_id=CLIENT_ID, ground="requested"))

    card = service.card(asking(card_id=CARD_ID))
    client = service.client(asking(client_id=CLIENT_ID))
    words = ("subject", "advice_given", "agreed_steps", "persons_present")
    assert [card[word] for word in words] == [""] * 4
    assert {**card, **{word: before[word] for word in words}} == before
    assert (client["client_id"], client["name"], client["email"]) == (other, "", None)
    assert client["erased_on"] == "2009-07-07"
    for record in (CLIENT_ID, other, CARD_ID):
        changes = service.record_history(asking(record_id=record))["changes"]
        assert {change["after"] for change in changes} == {None}
    assert service.match_list(asking_for_matches()) == []
    with service.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


def test_the_match_list_names_clients_by_digests_of_one_key(
    service: ConsultationsService,
) -> None:
    nip = {"name": "Łąka", "nip": "526-025-02-74", "client_kind": "social_cooperative"}
    service.register_client(by_adviser(client_id=str(UUID(int=23)), **nip))

    matches = service.match_list(asking_for_matches())

    assert [(each["client_id"], each["matched_by"]) for each in matches] == [
        (CLIENT_ID, "name_and_email"),
        (str(UUID(int=23)), "nip"),
    ]
    assert {len(each["digest"]) for each in matches} == {64}


def test_the_match_list_is_sent_on_demand_and_by_itself_only_after_a_change(
    service: ConsultationsService, told: list[MatchList]
) -> None:
    service.tell_matches("tick")
    service.tell_matches("tick")
    sent_by_itself = list(told)
    answer = service.send_match_list(asking_for_matches())
    service.erase_client(by_coordinator(client_id=CLIENT_ID, ground="requested"))
    service.tell_matches("tick")

    assert [[str(match.client_id) for match in each.matches] for each in told] == [
        [CLIENT_ID],
        [CLIENT_ID],
        [],
    ]
    assert len(sent_by_itself) == 1
    assert answer == {"made_at": "2009-07-07T12:00:00+00:00", "files": 1}
    assert "Żak" not in str(told)
    assert "jan@example.org" not in str(told)


def test_the_match_list_is_sent_only_for_whoever_may_read_it(
    service: ConsultationsService, told: list[MatchList]
) -> None:
    with pytest.raises(NotAuthorised):
        service.send_match_list(asking())

    assert told == []


def test_a_client_goes_from_a_path_over_a_referral_to_follow_up(
    service: ConsultationsService,
) -> None:
    path_id, referral_id = str(UUID(int=81)), str(UUID(int=82))
    service.open_support_path(
        by_adviser(support_path_id=path_id, client_ids=[CLIENT_ID], aim="Założyć spółdzielnię.")
    )
    draft(service, support_path_id=path_id)
    service.close_support_path(by_adviser(support_path_id=path_id, outcome="goal_reached"))
    slip = {"client_id": CLIENT_ID, "programme": "owss-2009", "field_of_advice": "legal"}
    made = service.make_referral(by_adviser(referral_id=referral_id, to_node="torunska", **slip))
    service.receive_referral(
        by_adviser(
            referral_id=str(UUID(int=83)),
            client_id=CLIENT_ID,
            programme="owss-2009",
            from_node="torunska",
        )
    )
    service.clock = StoppedClock(NOW.replace(year=2010, month=1))
    due = service.follow_ups_due(asking())
    service.record_follow_up(
        by_adviser(
            follow_up_id=str(UUID(int=84)), client_id=CLIENT_ID, months=6, outcome="employed"
        )
    )

    assert made == {"referral_id": referral_id, "referral_number": "SK/1/2009/zarska"}
    assert due["follow_ups"] == [
        {
            "client_id": CLIENT_ID,
            "client_kind": "individual",
            "name": "Jan Żak",
            "months": 6,
            "advised_until": "2009-07-07",
            "due_on": "2010-01-07",
        }
    ]
    assert service.follow_ups_due(asking()) == {"follow_ups": []}
    assert service.referral(asking(referral_id=referral_id)) == {
        **made,
        "client_id": CLIENT_ID,
        "client_kind": "individual",
        "field_of_advice": "legal",
        "to_node": "torunska",
        "made_on": "2009-07-07",
        "state": "made",
        "received_by": None,
        "received_on": None,
    }
    assert service.support_path(asking(support_path_id=path_id)) == {
        "support_path_id": path_id,
        "version": 2,
        "aim": "Założyć spółdzielnię.",
        "clients": [{"client_id": CLIENT_ID, "client_kind": "individual"}],
        "opened_on": "2009-07-07",
        "closed_on": "2009-07-07",
        "outcome": "goal_reached",
    }
    with service.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


def test_a_slip_is_answered_as_a_document_with_a_name(service: ConsultationsService) -> None:
    referral_id = str(UUID(int=82))
    slip = {"client_id": CLIENT_ID, "programme": "owss-2009", "field_of_advice": "legal"}
    service.make_referral(by_adviser(referral_id=referral_id, to_node="torunska", **slip))

    answer = json.loads(json.dumps(service.referral_slip(asking(referral_id=referral_id))))

    assert answer["file_name"] == "skierowanie-SK-1-2009-zarska.pdf"
    assert b64decode(answer["pdf"]).startswith(b"%PDF-1.7")
    with pytest.raises(NotAuthorised):
        service.referral_slip({**asking_for_matches(), "referral_id": referral_id})


def test_the_centres_word_that_a_client_came_is_put_on_the_referral_once(
    service: ConsultationsService,
) -> None:
    referral_id, receipt_id = UUID(int=82), UUID(int=85)
    slip = {"client_id": CLIENT_ID, "programme": "owss-2009", "field_of_advice": "legal"}
    service.make_referral(by_adviser(referral_id=str(referral_id), to_node="torunska", **slip))
    told = ReferralReceipt(
        source=SOURCE,
        receipt_id=receipt_id,
        referral_id=referral_id,
        received_by="torunska",
        received_on=date(2009, 7, 9),
    )

    service.note_receipt(told)
    service.note_receipt(told)
    service.note_receipt(replace(told, receipt_id=UUID(int=86)))

    referral = service.referral(asking(referral_id=str(referral_id)))
    assert (referral["state"], referral["received_by"], referral["received_on"]) == (
        "received",
        "torunska",
        "2009-07-09",
    )
    with service.database.read() as connection:
        bodies = connection.execute(
            select(journal.c.body)
            .where(journal.c.subject == f"referral/{referral_id}")
            .order_by(journal.c.subject_version)
        ).scalars()
        of_referral = [read(body) for body in bodies]
        assert list(compare_state_with_journal(connection)) == []
    assert [envelope.type.split(".")[3] for envelope in of_referral] == [
        "referral_made",
        "referral_receipt_noted",
    ]
    assert of_referral[1].causationid == str(receipt_id)
    told_of_it = service.record_history(asking(record_id=str(referral_id)))["told"]
    assert told_of_it[1] == {
        "subject": f"referral/{referral_id}",
        "version": 2,
        "name": "referral_receipt_noted",
        "happened_at": "2009-07-07T12:00:00+00:00",
        "data": {
            "referral_id": str(referral_id),
            "received_by": "torunska",
            "received_on": "2009-07-09",
        },
    }


@pytest.mark.parametrize(
    "raised",
    [
        AdviserNotActive("Anna Zięba", TODAY),
        NotAuthorised("ApproveCard"),
        ValidationError({"card_id": ["Podaj identyfikator karty (UUID)."]}),
    ],
    ids=lambda raised: type(raised).__name__,
)
def test_a_caller_on_the_bus_gets_back_what_was_raised(raised: Exception) -> None:
    carried = json.loads(json.dumps(serialize(raised)))

    received = deserialize(carried)

    assert type(received) is type(raised)
    assert received.args == raised.args
    assert isinstance(received, EXPECTED)
