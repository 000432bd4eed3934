"""Consultations on the bus: calls are read, handed to use cases, and answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

from marshmallow import ValidationError
from nameko.exceptions import deserialize_to_instance
from nameko.rpc import rpc
from sqlalchemy import Connection

from services.consultations import answers, answers_of_work
from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.approve_card import approve_card
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.change_card import change_card
from services.consultations.application.change_client import change_client
from services.consultations.application.client_commands import MatchListQuery
from services.consultations.application.close_support_path import close_support_path
from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.commands import Query
from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.correct_card import correct_card
from services.consultations.application.correct_duty import correct_duty
from services.consultations.application.draft_card import draft_card
from services.consultations.application.erase_client import erase_client
from services.consultations.application.export_register_of_advice import (
    export_register_of_advice,
)
from services.consultations.application.find_duplicates import find_duplicates
from services.consultations.application.find_free_slots import find_free_slots
from services.consultations.application.list_deputies import list_deputies
from services.consultations.application.list_follow_ups import list_follow_ups
from services.consultations.application.make_referral import make_referral
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.note_receipt import note_receipt
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.own_actor import OPERATIONS
from services.consultations.application.path_commands import NoteReceipt
from services.consultations.application.ports import Records, UnitOfWork
from services.consultations.application.read_appointment import read_appointment
from services.consultations.application.read_card import read_card
from services.consultations.application.read_client import read_client
from services.consultations.application.read_match_list import read_match_list
from services.consultations.application.read_record_history import read_record_history
from services.consultations.application.read_referral import read_referral
from services.consultations.application.read_referral_slip import read_referral_slip
from services.consultations.application.read_register_of_advice import read_register_of_advice
from services.consultations.application.read_support_path import read_support_path
from services.consultations.application.read_timesheet import read_timesheet
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
from services.consultations.documents.document import Document
from services.consultations.documents.pdf import draw_pdf
from services.consultations.documents.referral_slip import draw_referral_slip
from services.consultations.documents.register_of_advice import draw_register
from services.consultations.documents.timesheet import timesheet_document
from services.consultations.documents.xlsx import draw_xlsx
from services.consultations.domain.referral import Arrival
from services.consultations.importing import import_register
from services.consultations.requests import (
    appointments,
    client_schemas,
    imports,
    path_schemas,
    register,
    schemas,
    timesheets,
    working_time,
)
from services.consultations.sentences import SENTENCES
from services.consultations.storage.match_telling import (
    SentMatchList,
    StoredMatchTelling,
    match_list,
)
from services.consultations.storage.performing import perform
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.programmes import StoredProgrammes
from services.consultations.storage.unit_of_work import snapshot, unit_of_work
from shared.documents.season import SEASON_BANNER
from shared.kernel.clock import Clock
from shared.kernel.command import Command, Refusal
from shared.messaging.control import ProgrammeVersion, ReferralReceipt
from shared.messaging.dependencies import BusinessClock
from shared.messaging.entrypoint import fed
from shared.messaging.feeds import Ticks
from shared.messaging.publishing import PublishingService
from shared.wire.programme import read_programme
from shared.wire.published import CATALOGUE

CommandT = TypeVar("CommandT", bound=Command)
QueryT = TypeVar("QueryT", bound=Query)
AnswerT = TypeVar("AnswerT")

Request = Mapping[str, Any]
Answer = dict[str, Any]

EXPECTED = (Refusal, ValidationError)
"""What is told to whoever asked, and is no failure of the service."""

for _refused in (*SENTENCES, ValidationError):
    # A caller in this software gets back what was raised, not nameko's description of it.
    deserialize_to_instance(_refused)


class ConsultationsService(PublishingService):
    """The programmatic face of consultations inside a node; it holds no rule."""

    name = "consultations"
    # nameko finds this and puts what it gives in its place, call by call.
    clock = cast("Clock", BusinessClock())

    @rpc(expected_exceptions=EXPECTED)
    def register_adviser(self, request: Request) -> Answer:
        return self._perform(schemas.RegisterAdviserRequest(), register_adviser, request)

    @rpc(expected_exceptions=EXPECTED)
    def register_client(self, request: Request) -> Answer:
        return self._perform(schemas.RegisterClientRequest(), register_client, request)

    @rpc(expected_exceptions=EXPECTED)
    def change_client(self, request: Request) -> Answer:
        return self._perform(client_schemas.ChangeClientRequest(), change_client, request)

    @rpc(expected_exceptions=EXPECTED)
    def merge_clients(self, request: Request) -> Answer:
        return self._perform(client_schemas.MergeClientsRequest(), merge_clients, request)

    @rpc(expected_exceptions=EXPECTED)
    def erase_client(self, request: Request) -> Answer:
        return self._perform(client_schemas.EraseClientRequest(), erase_client, request)

    @rpc(expected_exceptions=EXPECTED)
    def client(self, request: Request) -> Answer:
        file = self._ask(client_schemas.ClientRequest(), read_client, request)
        answer: Answer = answers.ClientAnswer().dump(file)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def duplicates_of(self, request: Request) -> Answer:
        found = self._ask(client_schemas.DuplicatesOfRequest(), find_duplicates, request)
        answer: Answer = answers.DuplicatesAnswer().dump({"candidates": found})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def match_list(self, request: Request) -> list[Answer]:
        query = client_schemas.MatchListRequest().load(request)
        with snapshot(self.database, self.source, CATALOGUE, self._safe) as records:
            matches = read_match_list(query, records, self.runtime.programme_key)
        answer: list[Answer] = answers.MatchAnswer(many=True).dump(matches)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def send_match_list(self, request: Request) -> Answer:
        sent = self._send_match_list(client_schemas.MatchListRequest().load(request))
        answer: Answer = answers.SentMatchListAnswer().dump(sent)
        return answer

    @fed(Ticks(lambda runtime: runtime.pace.match_list))
    def tell_matches(self, _tick: str) -> None:
        """Send the match list if files changed since it was sent, and every so often anyway."""
        with self.database.read() as connection:
            due = StoredMatchTelling(connection).is_due(self.runtime.wall_clock.now())
        if due:
            self._send_match_list(MatchListQuery(actor=OPERATIONS))

    @rpc(expected_exceptions=EXPECTED)
    def open_support_path(self, request: Request) -> Answer:
        return self._perform(path_schemas.OpenSupportPathRequest(), open_support_path, request)

    @rpc(expected_exceptions=EXPECTED)
    def close_support_path(self, request: Request) -> Answer:
        return self._perform(path_schemas.CloseSupportPathRequest(), close_support_path, request)

    @rpc(expected_exceptions=EXPECTED)
    def support_path(self, request: Request) -> Answer:
        found = self._ask(path_schemas.SupportPathRequest(), read_support_path, request)
        answer: Answer = answers.SupportPathAnswer().dump(found)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def make_referral(self, request: Request) -> Answer:
        return self._perform(path_schemas.MakeReferralRequest(), make_referral, request)

    @rpc(expected_exceptions=EXPECTED)
    def receive_referral(self, request: Request) -> Answer:
        return self._perform(path_schemas.ReceiveReferralRequest(), receive_referral, request)

    @rpc(expected_exceptions=EXPECTED)
    def referral(self, request: Request) -> Answer:
        found = self._ask(path_schemas.ReferralRequest(), read_referral, request)
        answer: Answer = answers.ReferralAnswer().dump(found)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def referral_slip(self, request: Request) -> Answer:
        slip = self._ask(path_schemas.ReferralSlipRequest(), read_referral_slip, request)
        pdf = draw_referral_slip(slip, banner=self._banner)
        return answers.of_pdf(f"skierowanie {slip.referral.number}", pdf)

    @rpc(expected_exceptions=EXPECTED)
    def follow_ups_due(self, request: Request) -> Answer:
        found = self._ask_now(path_schemas.FollowUpsDueRequest(), list_follow_ups, request)
        answer: Answer = answers.FollowUpsDueAnswer().dump({"follow_ups": found})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def record_follow_up(self, request: Request) -> Answer:
        return self._perform(path_schemas.RecordFollowUpRequest(), record_follow_up, request)

    @rpc(expected_exceptions=EXPECTED)
    def draft_card(self, request: Request) -> Answer:
        return self._perform(schemas.DraftCardRequest(), draft_card, request)

    @rpc(expected_exceptions=EXPECTED)
    def change_card(self, request: Request) -> Answer:
        return self._perform(schemas.ChangeCardRequest(), change_card, request)

    @rpc(expected_exceptions=EXPECTED)
    def sign_card(self, request: Request) -> Answer:
        return self._perform(schemas.SignCardRequest(), sign_card, request)

    @rpc(expected_exceptions=EXPECTED)
    def return_card(self, request: Request) -> Answer:
        return self._perform(schemas.ReturnCardRequest(), return_card, request)

    @rpc(expected_exceptions=EXPECTED)
    def approve_card(self, request: Request) -> Answer:
        return self._perform(schemas.ApproveCardRequest(), approve_card, request)

    @rpc(expected_exceptions=EXPECTED)
    def correct_card(self, request: Request) -> Answer:
        return self._perform(schemas.CorrectCardRequest(), correct_card, request)

    @rpc(expected_exceptions=EXPECTED)
    def confirm_advice(self, request: Request) -> Answer:
        return self._perform(schemas.ConfirmAdviceRequest(), confirm_advice, request)

    @rpc(expected_exceptions=EXPECTED)
    def card(self, request: Request) -> Answer:
        card = self._ask_now(schemas.CardRequest(), read_card, request)
        answer: Answer = answers.CardAnswer().dump(card)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def record_history(self, request: Request) -> Answer:
        history = self._ask(schemas.RecordHistoryRequest(), read_record_history, request)
        answer: Answer = answers.RecordHistoryAnswer().dump(history)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def record_duty(self, request: Request) -> Answer:
        return self._perform(working_time.RecordDutyRequest(), record_duty, request)

    @rpc(expected_exceptions=EXPECTED)
    def correct_duty(self, request: Request) -> Answer:
        return self._perform(working_time.CorrectDutyRequest(), correct_duty, request)

    @rpc(expected_exceptions=EXPECTED)
    def set_working_hours(self, request: Request) -> Answer:
        return self._perform(working_time.SetWorkingHoursRequest(), set_working_hours, request)

    @rpc(expected_exceptions=EXPECTED)
    def set_working_exception(self, request: Request) -> Answer:
        return self._perform(
            working_time.SetWorkingExceptionRequest(), set_working_exception, request
        )

    @rpc(expected_exceptions=EXPECTED)
    def request_advice(self, request: Request) -> Answer:
        return self._perform(appointments.RequestAdviceRequest(), request_advice, request)

    @rpc(expected_exceptions=EXPECTED)
    def schedule_advice(self, request: Request) -> Answer:
        return self._perform(appointments.ScheduleAdviceRequest(), schedule_advice, request)

    @rpc(expected_exceptions=EXPECTED)
    def cancel_advice(self, request: Request) -> Answer:
        return self._perform(appointments.CancelAdviceRequest(), cancel_advice, request)

    @rpc(expected_exceptions=EXPECTED)
    def record_no_show(self, request: Request) -> Answer:
        return self._perform(appointments.RecordNoShowRequest(), record_no_show, request)

    @rpc(expected_exceptions=EXPECTED)
    def record_advice_held(self, request: Request) -> Answer:
        return self._perform(appointments.RecordAdviceHeldRequest(), record_advice_held, request)

    @rpc(expected_exceptions=EXPECTED)
    def free_slots(self, request: Request) -> Answer:
        slots = self._ask(working_time.FreeSlotsRequest(), find_free_slots, request)
        answer: Answer = answers.FreeSlotsAnswer().dump({"slots": slots})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def appointment(self, request: Request) -> Answer:
        appointment = self._ask(appointments.AppointmentRequest(), read_appointment, request)
        answer: Answer = answers.AppointmentAnswer().dump(appointment)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def import_register(self, request: Request) -> Answer:
        told = imports.ImportRequest().load(request)
        imported = import_register(self.database, self.source, told, self.clock.now(), self._safe)
        answer: Answer = answers.ImportedAnswer().dump(imported)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def close_timesheet(self, request: Request) -> Answer:
        return self._perform(timesheets.CloseTimesheetRequest(), close_timesheet, request)

    @rpc(expected_exceptions=EXPECTED)
    def reopen_timesheet(self, request: Request) -> Answer:
        return self._perform(timesheets.ReopenTimesheetRequest(), reopen_timesheet, request)

    @rpc(expected_exceptions=EXPECTED)
    def appoint_deputy(self, request: Request) -> Answer:
        return self._perform(timesheets.AppointDeputyRequest(), appoint_deputy, request)

    @rpc(expected_exceptions=EXPECTED)
    def recall_deputy(self, request: Request) -> Answer:
        return self._perform(timesheets.RecallDeputyRequest(), recall_deputy, request)

    @rpc(expected_exceptions=EXPECTED)
    def deputies(self, request: Request) -> Answer:
        known = self._ask(timesheets.DeputiesRequest(), list_deputies, request)
        answer: Answer = answers_of_work.DeputiesAnswer().dump({"deputies": known})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def timesheet(self, request: Request) -> Answer:
        read = self._ask_now(timesheets.TimesheetRequest(), read_timesheet, request)
        answer: Answer = answers_of_work.TimesheetAnswer().dump(read)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def timesheet_pdf(self, request: Request) -> Answer:
        document = self._printed_timesheet(request)
        return answers.of_pdf(document.name, draw_pdf(document))

    @rpc(expected_exceptions=EXPECTED)
    def timesheet_xlsx(self, request: Request) -> Answer:
        document = self._printed_timesheet(request)
        return answers.of_xlsx(document.name, draw_xlsx(document))

    @rpc(expected_exceptions=EXPECTED)
    def register_of_advice(self, request: Request) -> Answer:
        page = self._ask_now(register.RegisterOfAdviceRequest(), read_register_of_advice, request)
        answer: Answer = answers_of_work.RegisterAnswer().dump(page)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def register_xlsx(self, request: Request) -> Answer:
        whole = self._ask_now(register.RegisterExportRequest(), export_register_of_advice, request)
        workbook = draw_register(whole, banner=self._banner)
        return answers.of_xlsx(f"rejestr porad {whole.node}", workbook)

    def programmes_held(self, connection: Connection) -> Mapping[str, int]:
        """Return the newest version of each programme that consultations have."""
        known = {(each.code, each.version) for each in StoredProgrammes(connection).known()}
        held = dict.fromkeys((code for code, _ in known), 0)
        for code in held:
            # Up to the first gap: what lies in it is sent again.
            while (code, held[code] + 1) in known:
                held[code] += 1
        return held

    def keep_programme(self, message: ProgrammeVersion) -> None:
        """Keep a version that the centre published."""
        with unit_of_work(self.database, self.source, CATALOGUE) as work:
            accept_programme(read_programme(message.document), work)

    def note_receipt(self, message: ReferralReceipt) -> None:
        """Put on a referral that the client came, under the id of what told it."""
        command = NoteReceipt(
            command_id=message.receipt_id,
            actor=OPERATIONS,
            referral_id=message.referral_id,
            arrival=Arrival(received_by=message.received_by, received_on=message.received_on),
        )
        perform(self.database, self.source, command, note_receipt, self.clock.now())

    def _perform(
        self,
        schema: schemas.CommandSchema,
        use_case: Callable[[CommandT, UnitOfWork, datetime], object],
        request: Request,
    ) -> Answer:
        command: CommandT = schema.load(request)
        return perform(self.database, self.source, command, use_case, self.clock.now(), self._safe)

    def _ask(
        self,
        schema: schemas.QuerySchema,
        use_case: Callable[[QueryT, Records], AnswerT],
        request: Request,
    ) -> AnswerT:
        query: QueryT = schema.load(request)
        with snapshot(self.database, self.source, CATALOGUE, self._safe) as records:
            return use_case(query, records)

    def _ask_now(
        self,
        schema: schemas.QuerySchema,
        use_case: Callable[[QueryT, Records, datetime], AnswerT],
        request: Request,
    ) -> AnswerT:
        """Ask what depends on the day, such as a deputy's term."""
        query: QueryT = schema.load(request)
        with snapshot(self.database, self.source, CATALOGUE, self._safe) as records:
            return use_case(query, records, self.clock.now())

    def _printed_timesheet(self, request: Request) -> Document:
        read = self._ask_now(timesheets.TimesheetRequest(), read_timesheet, request)
        return timesheet_document(read, now=self.clock.now(), banner=self._banner)

    def _send_match_list(self, query: MatchListQuery) -> SentMatchList:
        """Read the files and send the list; what changes meanwhile is sent the next time."""
        made_at = self.runtime.wall_clock.now()
        with self.database.read() as connection:
            state = StoredMatchTelling(connection).state()
        with snapshot(self.database, self.source, CATALOGUE, self._safe) as records:
            matches = read_match_list(query, records, self.runtime.programme_key)
        self.relaying.tell(*match_list(matches, source=self.source, made_at=made_at))
        with self.database.write(wakes=False) as connection:
            StoredMatchTelling(connection).note(state, made_at)
        return SentMatchList(made_at=made_at, files=len(matches))

    @property
    def _banner(self) -> str:
        return SEASON_BANNER if self.runtime.plays_business_time else ""

    @property
    def _safe(self) -> PeselSafe | None:
        key = self.runtime.pesel_key
        return None if key is None else PeselSafe(key)
