"""Calls about advice cards, and about the register of all of them."""

from __future__ import annotations

from nameko.rpc import rpc

from services.consultations import answers, answers_of_work
from services.consultations.application.approve_card import approve_card
from services.consultations.application.change_card import change_card
from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.correct_card import correct_card
from services.consultations.application.draft_card import draft_card
from services.consultations.application.export_register_of_advice import export_register_of_advice
from services.consultations.application.read_card import read_card
from services.consultations.application.read_record_history import read_record_history
from services.consultations.application.read_register_of_advice import read_register_of_advice
from services.consultations.application.return_card import return_card
from services.consultations.application.sign_card import sign_card
from services.consultations.documents.register_of_advice import draw_register
from services.consultations.importing import import_register
from services.consultations.requests import (
    imports,
    register,
    schemas,
)
from services.consultations.service.calls import EXPECTED, Answer, Calls, Request


class CardCalls(Calls):
    """What people ask about advice cards."""

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
    def register_of_advice(self, request: Request) -> Answer:
        page = self._ask_now(register.RegisterOfAdviceRequest(), read_register_of_advice, request)
        answer: Answer = answers_of_work.RegisterAnswer().dump(page)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def register_xlsx(self, request: Request) -> Answer:
        whole = self._ask_now(register.RegisterExportRequest(), export_register_of_advice, request)
        workbook = draw_register(whole, banner=self._banner)
        return answers.of_xlsx(f"rejestr porad {whole.node}", workbook)

    @rpc(expected_exceptions=EXPECTED)
    def import_register(self, request: Request) -> Answer:
        told = imports.ImportRequest().load(request)
        imported = import_register(self.database, self.source, told, self.clock.now(), self._safe)
        answer: Answer = answers.ImportedAnswer().dump(imported)
        return answer
