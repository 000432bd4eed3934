"""Advice cards and the register of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.consultations.answers import CardAnswer, RecordHistoryAnswer
from services.consultations.answers_of_work import RegisterAnswer
from services.consultations.application import commands, paper_commands, register_queries
from services.consultations.application.approval_queue import approval_queue
from services.consultations.application.approve_card import approve_card
from services.consultations.application.change_card import change_card
from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.correct_card import correct_card
from services.consultations.application.draft_card import draft_card
from services.consultations.application.export_register_of_advice import export_register_of_advice
from services.consultations.application.list_scans import list_scans
from services.consultations.application.read_card import read_card
from services.consultations.application.read_record_history import read_record_history
from services.consultations.application.read_register_of_advice import read_register_of_advice
from services.consultations.application.read_scan import read_scan
from services.consultations.application.read_whole_card import read_whole_card
from services.consultations.application.remove_scan import remove_scan
from services.consultations.application.return_card import return_card
from services.consultations.application.sign_card import sign_card
from services.consultations.documents.advice_card import draw_advice_card
from services.consultations.documents.register_of_advice import draw_register
from services.consultations.requests import paper, register, schemas
from services.consultations.web.api.answers import (
    DraftedCardAnswer,
    PlaceInQueueAnswer,
    ScansAnswer,
    WholeCardAnswer,
)
from services.consultations.web.api.asking import API, PDF, XLSX, whenever
from services.consultations.web.asking import banner
from shared.web.api.operations import Drawn
from shared.web.api.paging import of_page

if TYPE_CHECKING:
    from services.consultations.application.export_register_of_advice import RegisterExport
    from services.consultations.application.read_scan import WholeScan
    from services.consultations.application.read_whole_card import WholeCard

cards: Final = API.topic("cards", "Advice cards, from the draft to the correction.")

_CARD: Final = "/cards/<uuid:card_id>"
SCAN: Final = "application/octet-stream"
"""A scan is handed over to be kept and not to be run; what it is stands in the list of scans."""


def _printed(whole: WholeCard) -> Drawn:
    name = f"karta-doradztwa-{whole.card.number.replace('/', '-')}.pdf"
    return Drawn(media_type=PDF, name=name, content=draw_advice_card(whole, banner=banner()))


def _scanned(whole: WholeScan) -> Drawn:
    return Drawn(media_type=SCAN, name=whole.scan.name, content=whole.content)


def _register(whole: RegisterExport) -> Drawn:
    content = draw_register(whole, banner=banner())
    return Drawn(media_type=XLSX, name=f"rejestr-porad-{whole.node}.xlsx", content=content)


cards.question(
    "/cards",
    register_queries.RegisterOfAdviceQuery,
    register.RegisterOfAdviceRequest,
    read_register_of_advice,
    RegisterAnswer(),
    pages=of_page,
)
cards.document(
    "/register/xlsx",
    register_queries.RegisterExportQuery,
    register.RegisterExportRequest,
    export_register_of_advice,
    _register,
    media_type=XLSX,
)
cards.question(
    _CARD,
    commands.CardQuery,
    schemas.CardRequest,
    read_card,
    CardAnswer(),
    version=lambda card: card.version,
)
cards.question(
    f"{_CARD}/whole",
    commands.WholeCardQuery,
    schemas.WholeCardRequest,
    read_whole_card,
    WholeCardAnswer(),
    version=lambda whole: whole.card.version,
)
cards.document(
    f"{_CARD}/pdf",
    commands.WholeCardQuery,
    schemas.WholeCardRequest,
    read_whole_card,
    _printed,
    media_type=PDF,
)
cards.question(
    f"{_CARD}/queue",
    register_queries.ApprovalQueueQuery,
    register.ApprovalQueueRequest,
    approval_queue,
    PlaceInQueueAnswer(),
)
cards.question(
    "/records/<uuid:record_id>/history",
    commands.RecordHistoryQuery,
    schemas.RecordHistoryRequest,
    whenever(read_record_history),
    RecordHistoryAnswer(),
)
cards.question(
    f"{_CARD}/scans",
    paper_commands.ScansQuery,
    paper.ScansRequest,
    whenever(list_scans),
    ScansAnswer(),
    named="scans",
)
cards.document(
    f"{_CARD}/scans/<uuid:scan_id>",
    paper_commands.ScanQuery,
    paper.ScanRequest,
    whenever(read_scan),
    _scanned,
    media_type=SCAN,
)
cards.command(
    "DELETE",
    "/scans/<uuid:scan_id>",
    paper_commands.RemoveScan,
    paper.RemoveScanRequest,
    remove_scan,
)
cards.command(
    "POST",
    "/cards",
    commands.DraftCard,
    schemas.DraftCardRequest,
    draft_card,
    answer=DraftedCardAnswer(),
    creates="/cards/{card_id}",
)
cards.command("PUT", _CARD, commands.ChangeCard, schemas.ChangeCardRequest, change_card)
cards.command("POST", f"{_CARD}/signature", commands.SignCard, schemas.SignCardRequest, sign_card)
cards.command(
    "POST", f"{_CARD}/return", commands.ReturnCard, schemas.ReturnCardRequest, return_card
)
cards.command(
    "POST", f"{_CARD}/approval", commands.ApproveCard, schemas.ApproveCardRequest, approve_card
)
cards.command(
    "POST", f"{_CARD}/correction", commands.CorrectCard, schemas.CorrectCardRequest, correct_card
)
cards.command(
    "POST",
    f"{_CARD}/confirmation",
    commands.ConfirmAdvice,
    schemas.ConfirmAdviceRequest,
    confirm_advice,
)
