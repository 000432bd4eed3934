"""People, a programme and requests as the tests of consultations use them; all invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from services.consultations.application import commands
from services.consultations.domain.advice import CardTexts
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.client import Client, ClientDetails
from services.consultations.domain.session import Session
from shared.contracts.consultations import (
    ClientKind,
    ConfirmationMeans,
    CorrectionReason,
    Recipient,
    ReturnReason,
    StaffRole,
)
from shared.contracts.programme import (
    CardRules,
    Entry,
    Operator,
    Partner,
    Programme,
    ProgrammeTexts,
    ProjectContract,
    RecipientQuestions,
)
from shared.kernel.command import Actor, Role

NOW = datetime(2009, 7, 7, 12, 0, tzinfo=UTC)
TODAY = date(2009, 7, 7)
ADVISER_ID, COLLEAGUE_ID, COORDINATOR_ID = UUID(int=1), UUID(int=2), UUID(int=9)
CLIENT_ID, GROUP_ID = UUID(int=21), UUID(int=22)
ANSWERS = Recipient(sex="female", age_band="25-34", gmina="torun", status="refused")


def entries(*codes: str) -> tuple[Entry, ...]:
    return tuple(Entry(code=code, label=f"słowa o {code}") for code in codes)


PROGRAMME = Programme(
    code="owss-2009",
    version=1,
    valid_from=date(2009, 6, 1),
    title="Program",
    centre_name="Ośrodek",
    working_area="województwo",
    first_day=date(2009, 6, 1),
    last_day=date(2009, 12, 31),
    operator=(Operator(name="Operator", address="Toruń", register_number=None),),
    contract=ProjectContract(
        number=None,
        signed_on=None,
        funder="Ministerstwo",
        funder_short="MPiPS",
        task_title="Zadanie",
        report_template="2005",
        report_due_days=30,
    ),
    partners=(Partner(node="zarska", name="Z", short_name="Z", seat="Żary", is_lead=True),),
    fields_of_advice=entries("legal", "restructuring"),
    forms_of_contact=entries("in_person", "telephone"),
    recipient_questions=RecipientQuestions(
        sex=entries("female", "male", "refused"),
        age_band=entries("15-24", "25-34", "refused"),
        gmina=entries("torun", "zary", "refused"),
        status=entries("unemployed", "refused"),
    ),
    card_rules=CardRules(shortest_subject=5, shortest_advice=10),
    schedule=(),
    indicators=(),
    texts=ProgrammeTexts(goals="Cele", recipients="Odbiorcy", role_of_partners="Rola"),
)
TEXTS = CardTexts(
    subject="Statut spółdzielni",
    advice_given="Omówiono zmianę statutu i jej skutki.",
    agreed_steps="Walne zgromadzenie w sierpniu.",
    persons_present="",
)


def a_programme(**changes: Any) -> Programme:
    return replace(PROGRAMME, **changes)


def a_session(**changes: Any) -> Session:
    times = {"held_on": TODAY, "started_at": time(10), "ended_at": time(11, 30)}
    return Session(**times | changes)


def an_adviser(adviser_id: UUID = ADVISER_ID, **changes: Any) -> Adviser:
    usual = {
        "full_name": "Anna Zięba",
        "staff_role": StaffRole.CONSULTANT,
        "active_from": date(2009, 6, 1),
        "active_to": None,
    }
    return Adviser(id=adviser_id, **usual | changes)


def a_client(client_id: UUID = CLIENT_ID, **changes: Any) -> Client:
    usual = {
        "kind": ClientKind.INDIVIDUAL,
        "details": ClientDetails(name="Jan Żak"),
        "recipient": ANSWERS,
        "registered_on": TODAY,
    }
    return Client(id=client_id, **usual | changes)


def an_actor(staff_id: UUID, *roles: Role) -> Actor:
    return Actor(staff_id=staff_id, roles=frozenset(roles))


ADVISER = an_actor(ADVISER_ID, Role.ADVISER)
COORDINATOR = an_actor(COORDINATOR_ID, Role.COORDINATOR)


def told(**changes: Any) -> commands.AdviceAsTold:
    usual = {
        "held_on": TODAY,
        "started_at": time(10),
        "ended_at": time(11, 30),
        "field_of_advice": "legal",
        "form_of_contact": "in_person",
        "client_ids": (CLIENT_ID,),
        "adviser_ids": (ADVISER_ID,),
    }
    return commands.AdviceAsTold(**usual | changes)


def to_register_adviser(**changes: Any) -> commands.RegisterAdviser:
    usual = {
        "adviser_id": ADVISER_ID,
        "full_name": "Anna Zięba",
        "staff_role": StaffRole.CONSULTANT,
        "active_from": date(2009, 6, 1),
        "active_to": None,
    }
    return commands.RegisterAdviser(**_asked(COORDINATOR) | usual | changes)


def to_register_client(**changes: Any) -> commands.RegisterClient:
    usual = {
        "client_id": CLIENT_ID,
        "client_kind": ClientKind.INDIVIDUAL,
        "details": ClientDetails(name="Jan Żak", email="jan@example.org"),
        "recipient": ANSWERS,
        "predecessor_id": None,
    }
    return commands.RegisterClient(**_asked(ADVISER) | usual | changes)


def to_draft(card_id: UUID, **changes: Any) -> commands.DraftCard:
    usual = {"card_id": card_id, "programme": "owss-2009", "advice": told(), "texts": TEXTS}
    return commands.DraftCard(**_asked(ADVISER) | usual | changes)


def to_change(card_id: UUID, **changes: Any) -> commands.ChangeCard:
    usual = {"card_id": card_id, "expected_version": None, "advice": told(), "texts": TEXTS}
    return commands.ChangeCard(**_asked(ADVISER) | usual | changes)


def to_sign(card_id: UUID, **changes: Any) -> commands.SignCard:
    return commands.SignCard(**_asked(ADVISER) | {"card_id": card_id} | changes)


def to_return(card_id: UUID, **changes: Any) -> commands.ReturnCard:
    usual = {"card_id": card_id, "reason": ReturnReason.INCOMPLETE, "remarks": "Brak ustaleń."}
    return commands.ReturnCard(**_asked(COORDINATOR) | usual | changes)


def to_approve(card_id: UUID, **changes: Any) -> commands.ApproveCard:
    return commands.ApproveCard(**_asked(COORDINATOR) | {"card_id": card_id} | changes)


def to_correct(card_id: UUID, **changes: Any) -> commands.CorrectCard:
    usual = {
        "card_id": card_id,
        "reason": CorrectionReason.WRONG_DATE_OR_TIME,
        "remarks": "Inna godzina.",
        "counted": True,
        "advice": told(started_at=time(9)),
    }
    return commands.CorrectCard(**_asked(COORDINATOR) | usual | changes)


def to_annul(card_id: UUID, **changes: Any) -> commands.CorrectCard:
    usual = {"reason": CorrectionReason.ANNULLED, "counted": False, "advice": told()}
    return to_correct(card_id, **usual | changes)


def to_confirm(card_id: UUID, **changes: Any) -> commands.ConfirmAdvice:
    usual = {"card_id": card_id, "confirmed_on": TODAY, "means": ConfirmationMeans.PAPER}
    return commands.ConfirmAdvice(**_asked(ADVISER) | usual | changes)


def _asked(actor: Actor) -> dict[str, Any]:
    return {"command_id": uuid4(), "actor": actor}
