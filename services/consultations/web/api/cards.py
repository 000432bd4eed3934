"""Advice cards."""

from __future__ import annotations

from typing import Final

from services.consultations.answers import CardAnswer
from services.consultations.application import commands
from services.consultations.application.approve_card import approve_card
from services.consultations.application.read_card import read_card
from services.consultations.requests import schemas
from services.consultations.web.api.asking import API

cards: Final = API.topic("cards", "Advice cards, from the draft to the correction.")

_CARD: Final = "/cards/<uuid:card_id>"

cards.question(
    _CARD,
    commands.CardQuery,
    schemas.CardRequest,
    read_card,
    CardAnswer(),
    version=lambda card: card.version,
)
cards.command(
    "POST", f"{_CARD}/approval", commands.ApproveCard, schemas.ApproveCardRequest, approve_card
)
