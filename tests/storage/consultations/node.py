"""A node's consultations with people and a programme in them, and its use cases by their names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.appointment_commands import (
    CancelAdvice,
    RecordAdviceHeld,
    RecordNoShow,
    RequestAdvice,
    ScheduleAdvice,
)
from services.consultations.application.approve_card import approve_card
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.change_card import change_card
from services.consultations.application.change_client import change_client
from services.consultations.application.client_commands import (
    ChangeClient,
    EraseClient,
    MergeClients,
)
from services.consultations.application.close_support_path import close_support_path
from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.commands import (
    ApproveCard,
    ChangeCard,
    ConfirmAdvice,
    CorrectCard,
    DraftCard,
    RegisterAdviser,
    RegisterClient,
    ReturnCard,
    SignCard,
)
from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.correct_card import correct_card
from services.consultations.application.correct_duty import correct_duty
from services.consultations.application.deputy_commands import AppointDeputy, RecallDeputy
from services.consultations.application.draft_card import draft_card
from services.consultations.application.erase_client import erase_client
from services.consultations.application.make_referral import make_referral
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.note_receipt import note_receipt
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.paper_commands import TakeBackTellingApart
from services.consultations.application.path_commands import (
    CloseSupportPath,
    MakeReferral,
    NoteReceipt,
    OpenSupportPath,
    ReceiveReferral,
    RecordFollowUp,
)
from services.consultations.application.recall_deputy import recall_deputy
from services.consultations.application.receive_referral import receive_referral
from services.consultations.application.record_advice_held import record_advice_held
from services.consultations.application.record_duty import record_duty
from services.consultations.application.record_follow_up import record_follow_up
from services.consultations.application.record_no_show import record_no_show
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.register_client import register_client
from services.consultations.application.reopen_timesheet import reopen_timesheet
from services.consultations.application.request_advice import request_advice
from services.consultations.application.return_card import return_card
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.application.set_working_exception import set_working_exception
from services.consultations.application.set_working_hours import set_working_hours
from services.consultations.application.sign_card import sign_card
from services.consultations.application.take_back_telling_apart import take_back_telling_apart
from services.consultations.application.timesheet_commands import CloseTimesheet, ReopenTimesheet
from services.consultations.application.working_time_commands import (
    CorrectDuty,
    RecordDuty,
    SetWorkingException,
    SetWorkingHours,
)
from services.consultations.storage.performing import perform
from services.consultations.storage.unit_of_work import unit_of_work
from shared.database import Database
from shared.kernel.command import Command
from shared.wire.published import CATALOGUE
from tests.unit.consultations.examples import (
    COLLEAGUE_ID,
    NOW,
    PROGRAMME,
    to_register_adviser,
    to_register_client,
    to_register_group,
)

SOURCE = "/nodes/zarska/consultations"

USE_CASES: dict[type[Command], Any] = {
    RegisterAdviser: register_adviser,
    RegisterClient: register_client,
    DraftCard: draft_card,
    ChangeCard: change_card,
    SignCard: sign_card,
    ReturnCard: return_card,
    ApproveCard: approve_card,
    CorrectCard: correct_card,
    ConfirmAdvice: confirm_advice,
    ChangeClient: change_client,
    MergeClients: merge_clients,
    EraseClient: erase_client,
    TakeBackTellingApart: take_back_telling_apart,
    OpenSupportPath: open_support_path,
    CloseSupportPath: close_support_path,
    MakeReferral: make_referral,
    NoteReceipt: note_receipt,
    ReceiveReferral: receive_referral,
    RecordFollowUp: record_follow_up,
    RecordDuty: record_duty,
    CorrectDuty: correct_duty,
    SetWorkingHours: set_working_hours,
    SetWorkingException: set_working_exception,
    RequestAdvice: request_advice,
    ScheduleAdvice: schedule_advice,
    CancelAdvice: cancel_advice,
    RecordNoShow: record_no_show,
    RecordAdviceHeld: record_advice_held,
    CloseTimesheet: close_timesheet,
    ReopenTimesheet: reopen_timesheet,
    AppointDeputy: appoint_deputy,
    RecallDeputy: recall_deputy,
}


def do(database: Database, *commands: Command, now: datetime = NOW) -> dict[str, Any]:
    """Carry commands out one after another; return the last answer."""
    answer: dict[str, Any] = {}
    for command in commands:
        answer = perform(database, SOURCE, command, USE_CASES[type(command)], now)
    return answer


def furnish(database: Database) -> None:
    """Let there be a programme, two advisers, a person and a group."""
    with unit_of_work(database, SOURCE, CATALOGUE) as work:
        accept_programme(PROGRAMME, work)
    colleague = to_register_adviser(adviser_id=COLLEAGUE_ID, full_name="Ewa Łoś")
    do(database, to_register_adviser(), colleague, to_register_client(), to_register_group())
