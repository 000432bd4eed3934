"""The slip as PDF: it only says which text goes where."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Final

from services.consultations.documents.wording import CLIENT_KINDS
from services.consultations.domain.referral_slip import ReferralSlip
from shared.contracts.programme import Partner
from shared.documents.typesetting import typeset
from shared.kernel import polish

_TEMPLATE: Final = Path(__file__).with_name("referral_slip.typ")

_FOR_CLIENT: Final = (
    "Skierowanie nie zawiera danych osobowych. Kim jest osoba skierowana i z czym przychodzi, mówi "
    "ona sama w ośrodku, który ją przyjmuje; dane od ośrodka kierującego nie są przekazywane."
)
_FOR_RECEIVER: Final = (
    "Ośrodek przyjmujący wpisuje przyjęcie w swoim systemie pod identyfikatorem skierowania. "
    "Ośrodek kierujący dowiaduje się o nim sam, przez centralę."
)


def draw_referral_slip(slip: ReferralSlip, *, banner: str) -> bytes:
    """Return the PDF; equal slips give the same bytes, whether the client has come or not.

    `banner` stands on the page if there is one.
    """
    referral, dated = slip.referral, slip.referral.made_on
    said = {
        "number": referral.number,
        "identifier": str(referral.id),
        "place": slip.sender.seat,
        "day": f"{polish.day(dated)} r.",
        "centre": slip.programme.centre_name,
        "fields": [
            ["Ośrodek kierujący", _organisation(slip.sender)],
            ["Ośrodek przyjmujący", _organisation(slip.receiver)],
            ["Cel skierowania", f"porada: {slip.field_of_advice}"],
            ["Kogo dotyczy", CLIENT_KINDS[referral.client_kind]],
            ["Program", f"{slip.programme.title} ({referral.programme})"],
        ],
        "notes": [polish.no_break(note) for note in (_FOR_CLIENT, _FOR_RECEIVER)],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data = {
        **said,
        "author": slip.sender.name,
        "date": [dated.year, dated.month, dated.day],
        "banner": banner,
        "digest": sha256(text.encode()).hexdigest(),
    }
    return typeset(_TEMPLATE, data, dated=dated)


def _organisation(partner: Partner) -> str:
    """Return the name that an organisation has in the programme, with its seat."""
    return f"{partner.name}, {partner.seat}" if partner.seat else partner.name
