"""People, a programme and requests as the tests of consultations use them; all invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from services.consultations.application import client_commands, commands, path_commands
from services.consultations.application.own_actor import OPERATIONS
from services.consultations.domain.advice import CardTexts
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.client import Client, ClientDetails
from services.consultations.domain.referral import Arrival
from services.consultations.domain.session import Session
from shared.contracts.consultations import (
    ClientKind,
    ConfirmationMeans,
    CorrectionReason,
    ErasureGround,
    FollowUpOutcome,
    PathOutcome,
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

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

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
    partners=(
        Partner(node="zarska", name="Z", short_name="Z", seat="Żary", is_lead=True),
        Partner(node="torunska", name="T", short_name="T", seat="Toruń", is_lead=False),
    ),
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


SESSION = Session(held_on=TODAY, started_at=time(10), ended_at=time(11, 30))
ADVISER_RECORD = Adviser(
    id=ADVISER_ID,
    full_name="Anna Zięba",
    staff_role=StaffRole.CONSULTANT,
    active_from=date(2009, 6, 1),
    active_to=None,
)
CLIENT_RECORD = Client(
    id=CLIENT_ID,
    kind=ClientKind.INDIVIDUAL,
    details=ClientDetails(name="Jan Żak"),
    recipient=ANSWERS,
    registered_on=TODAY,
)
TOLD = commands.AdviceAsTold(
    held_on=TODAY,
    started_at=time(10),
    ended_at=time(11, 30),
    field_of_advice="legal",
    form_of_contact="in_person",
    client_ids=(CLIENT_ID,),
    adviser_ids=(ADVISER_ID,),
)

ExampleT = TypeVar("ExampleT", bound="DataclassInstance")


def changed(example: ExampleT, changes: Mapping[str, object]) -> ExampleT:
    return replace(example, **changes)


def a_programme(**changes: object) -> Programme:
    return changed(PROGRAMME, changes)


def a_session(**changes: object) -> Session:
    return changed(SESSION, changes)


def an_adviser(adviser_id: UUID = ADVISER_ID, **changes: object) -> Adviser:
    return changed(ADVISER_RECORD, {"id": adviser_id, **changes})


def a_client(client_id: UUID = CLIENT_ID, **changes: object) -> Client:
    return changed(CLIENT_RECORD, {"id": client_id, **changes})


def told(**changes: object) -> commands.AdviceAsTold:
    return changed(TOLD, changes)


def an_actor(staff_id: UUID, *roles: Role) -> Actor:
    return Actor(staff_id=staff_id, roles=frozenset(roles))


ADVISER = an_actor(ADVISER_ID, Role.ADVISER)
COORDINATOR = an_actor(COORDINATOR_ID, Role.COORDINATOR)


def to_register_adviser(**changes: object) -> commands.RegisterAdviser:
    command = commands.RegisterAdviser(
        command_id=uuid4(),
        actor=COORDINATOR,
        adviser_id=ADVISER_ID,
        full_name="Anna Zięba",
        staff_role=StaffRole.CONSULTANT,
        active_from=date(2009, 6, 1),
        active_to=None,
    )
    return changed(command, changes)


def to_change_adviser(**changes: object) -> commands.ChangeAdviser:
    command = commands.ChangeAdviser(
        command_id=uuid4(),
        actor=COORDINATOR,
        adviser_id=ADVISER_ID,
        expected_version=1,
        full_name="Anna Zięba-Łoś",
        staff_role=StaffRole.EXPERT,
        active_from=date(2009, 6, 1),
        active_to=date(2009, 7, 31),
    )
    return changed(command, changes)


def to_register_client(**changes: object) -> commands.RegisterClient:
    command = commands.RegisterClient(
        command_id=uuid4(),
        actor=ADVISER,
        client_id=CLIENT_ID,
        client_kind=ClientKind.INDIVIDUAL,
        details=ClientDetails(name="Jan Żak", email="jan@example.org"),
        recipient=ANSWERS,
        predecessor_id=None,
    )
    return changed(command, changes)


def to_register_group(**changes: object) -> commands.RegisterClient:
    group = {
        "client_id": GROUP_ID,
        "client_kind": ClientKind.INITIATIVE_GROUP,
        "details": ClientDetails(name="Grupa „Łąka”", email="laka@example.org"),
        "recipient": Recipient(),
    }
    return to_register_client(**group | changes)


def to_change_client(**changes: object) -> client_commands.ChangeClient:
    command = client_commands.ChangeClient(
        command_id=uuid4(),
        actor=ADVISER,
        client_id=CLIENT_ID,
        expected_revision=None,
        details=ClientDetails(name="Jan Żak", email="jan@example.org"),
        recipient=ANSWERS,
        although_duplicate=False,
    )
    return changed(command, changes)


def to_merge(
    client_id: UUID, into_client_id: UUID, **changes: object
) -> client_commands.MergeClients:
    command = client_commands.MergeClients(
        command_id=uuid4(),
        actor=COORDINATOR,
        client_id=client_id,
        into_client_id=into_client_id,
    )
    return changed(command, changes)


def to_erase(client_id: UUID = CLIENT_ID, **changes: object) -> client_commands.EraseClient:
    command = client_commands.EraseClient(
        command_id=uuid4(),
        actor=COORDINATOR,
        client_id=client_id,
        ground=ErasureGround.REQUESTED,
    )
    return changed(command, changes)


def to_open_path(path_id: UUID, **changes: object) -> path_commands.OpenSupportPath:
    command = path_commands.OpenSupportPath(
        command_id=uuid4(),
        actor=ADVISER,
        support_path_id=path_id,
        client_ids=(CLIENT_ID,),
        aim="Założyć spółdzielnię.",
    )
    return changed(command, changes)


def to_close_path(path_id: UUID, **changes: object) -> path_commands.CloseSupportPath:
    command = path_commands.CloseSupportPath(
        command_id=uuid4(),
        actor=ADVISER,
        support_path_id=path_id,
        outcome=PathOutcome.GOAL_REACHED,
    )
    return changed(command, changes)


def to_refer(referral_id: UUID, **changes: object) -> path_commands.MakeReferral:
    command = path_commands.MakeReferral(
        command_id=uuid4(),
        actor=ADVISER,
        referral_id=referral_id,
        programme="owss-2009",
        client_id=CLIENT_ID,
        field_of_advice="legal",
        to_node="torunska",
    )
    return changed(command, changes)


def to_receive(referral_id: UUID, **changes: object) -> path_commands.ReceiveReferral:
    command = path_commands.ReceiveReferral(
        command_id=uuid4(),
        actor=ADVISER,
        referral_id=referral_id,
        programme="owss-2009",
        client_id=CLIENT_ID,
        from_node="torunska",
    )
    return changed(command, changes)


def to_note_receipt(referral_id: UUID, **changes: object) -> path_commands.NoteReceipt:
    command = path_commands.NoteReceipt(
        command_id=uuid4(),
        actor=OPERATIONS,
        referral_id=referral_id,
        arrival=Arrival(received_by="torunska", received_on=TODAY),
    )
    return changed(command, changes)


def to_follow_up(follow_up_id: UUID, **changes: object) -> path_commands.RecordFollowUp:
    command = path_commands.RecordFollowUp(
        command_id=uuid4(),
        actor=ADVISER,
        follow_up_id=follow_up_id,
        client_id=CLIENT_ID,
        months=6,
        outcome=FollowUpOutcome.EMPLOYED,
    )
    return changed(command, changes)


def to_draft(card_id: UUID, **changes: object) -> commands.DraftCard:
    command = commands.DraftCard(
        command_id=uuid4(),
        actor=ADVISER,
        card_id=card_id,
        programme="owss-2009",
        advice=TOLD,
        texts=TEXTS,
    )
    return changed(command, changes)


def to_change(card_id: UUID, **changes: object) -> commands.ChangeCard:
    command = commands.ChangeCard(
        command_id=uuid4(),
        actor=ADVISER,
        card_id=card_id,
        expected_version=None,
        advice=TOLD,
        texts=TEXTS,
    )
    return changed(command, changes)


def to_sign(card_id: UUID, **changes: object) -> commands.SignCard:
    return changed(commands.SignCard(command_id=uuid4(), actor=ADVISER, card_id=card_id), changes)


def to_return(card_id: UUID, **changes: object) -> commands.ReturnCard:
    command = commands.ReturnCard(
        command_id=uuid4(),
        actor=COORDINATOR,
        card_id=card_id,
        reason=ReturnReason.INCOMPLETE,
        remarks="Brak ustaleń.",
    )
    return changed(command, changes)


def to_approve(card_id: UUID, **changes: object) -> commands.ApproveCard:
    command = commands.ApproveCard(command_id=uuid4(), actor=COORDINATOR, card_id=card_id)
    return changed(command, changes)


def to_correct(card_id: UUID, **changes: object) -> commands.CorrectCard:
    command = commands.CorrectCard(
        command_id=uuid4(),
        actor=COORDINATOR,
        card_id=card_id,
        reason=CorrectionReason.WRONG_DATE_OR_TIME,
        remarks="Inna godzina.",
        counted=True,
        advice=told(started_at=time(9)),
    )
    return changed(command, changes)


def to_annul(card_id: UUID, **changes: object) -> commands.CorrectCard:
    annulled = {"reason": CorrectionReason.ANNULLED, "counted": False, "advice": TOLD}
    return to_correct(card_id, **annulled | changes)


def to_confirm(card_id: UUID, **changes: object) -> commands.ConfirmAdvice:
    command = commands.ConfirmAdvice(
        command_id=uuid4(),
        actor=ADVISER,
        card_id=card_id,
        confirmed_on=TODAY,
        means=ConfirmationMeans.PAPER,
    )
    return changed(command, changes)
