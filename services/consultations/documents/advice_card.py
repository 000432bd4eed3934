"""The advice card as PDF, to be signed by client and adviser (domain.md 2.3, field 9)."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Final

from services.consultations.application.read_whole_card import WholeCard
from services.consultations.documents.wording import (
    CARD_STATES,
    CLIENT_KINDS,
    hours_of_day,
    labels,
    partner_of,
)
from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.client import Client
from shared.documents.typesetting import typeset, with_polish_spaces
from shared.kernel import polish
from shared.kernel.clock import business_day
from shared.kernel.hours import shown

_TEMPLATE: Final = Path(__file__).with_name("advice_card.typ")
_ERASED: Final = "(dane usunięto)"
_NOT_SIGNED: Final = "PROJEKT – karta nie jest podpisana przez doradcę"


def draw_advice_card(whole: WholeCard, *, banner: str) -> bytes:
    """Return the PDF; equal cards give the same bytes, whenever they are printed.

    It is dated by the day on which the adviser signed, or on which the card was begun. `banner`
    stands on every page if there is one, and so does that a card is not signed.
    """
    card = whole.card
    signed = card.signature
    dated = signed.signed_on if signed else business_day(card.drafted_at)
    partner = partner_of([whole.programme], whole.node)
    said = {
        "number": card.number,
        "centre": whole.programme.centre_name,
        "fields": _fields(whole, partner.name if partner else whole.node),
        "sections": [
            {"title": title, "paragraphs": text.splitlines() or [polish.DASH]}
            for title, text in _sections(card)
        ],
        "signatories": [
            *(f"podpis klienta: {_name(client)}" for client in whole.clients),
            *(f"podpis doradcy: {whole.people[each]}" for each in card.advice.adviser_ids),
        ],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data = {
        **{key: with_polish_spaces(value) for key, value in said.items()},
        "author": partner.name if partner else whole.node,
        "date": [dated.year, dated.month, dated.day],
        "banner": " · ".join(mark for mark in (banner, "" if signed else _NOT_SIGNED) if mark),
        "digest": sha256(text.encode()).hexdigest(),
    }
    return typeset(_TEMPLATE, data, dated=dated)


def _fields(whole: WholeCard, organisation: str) -> list[tuple[str, str]]:
    advice, programme = whole.card.advice, whole.programme
    field, form = advice.field_of_advice, advice.form_of_contact
    return [
        ("Organizacja", organisation),
        ("Program", f"{programme.title} ({programme.reference})"),
        (
            "Klient",
            ", ".join(f"{_name(each)} ({CLIENT_KINDS[each.kind]})" for each in whole.clients),
        ),
        ("Doradca", ", ".join(whole.people[each] for each in advice.adviser_ids)),
        ("Data", polish.day(advice.session.held_on)),
        ("Godziny", f"{hours_of_day(advice.session)} ({shown(advice.session.minutes)})"),
        ("Zakres", labels(programme.fields_of_advice).get(field, field)),
        ("Forma", labels(programme.forms_of_contact).get(form, form)),
        ("Stan karty", CARD_STATES[whole.card.state]),
    ]


def _sections(card: AdviceCard) -> tuple[tuple[str, str], ...]:
    texts = card.texts
    return (
        ("Temat", texts.subject),
        ("Udzielona porada", texts.advice_given),
        ("Ustalenia", texts.agreed_steps),
        ("Osoby obecne", texts.persons_present),
    )


def _name(client: Client) -> str:
    return client.details.name or _ERASED
