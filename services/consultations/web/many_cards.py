"""What a coordinator does with many cards of the approval queue at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import lazy_gettext

from services.consultations.application.approve_card import approve_card
from services.consultations.application.authorise import ROLES
from services.consultations.application.commands import ApproveCard, ReturnCard
from services.consultations.application.return_card import return_card
from services.consultations.requests import schemas
from services.consultations.web import card_list, words
from services.consultations.web.approvals import waiting_cards
from services.consultations.web.many_rows import UseCase, asking
from shared.kernel import polish
from shared.web.bulk import BulkAction, Chosen, Question
from shared.web.listing import ListAddress

if TYPE_CHECKING:
    from marshmallow import Schema


def approval() -> BulkAction:
    return BulkAction(
        key="approve_cards",
        title=lazy_gettext("Zatwierdź karty"),
        roles=ROLES[ApproveCard],
        will=lazy_gettext("Karta zostanie zatwierdzona, a jej godziny zaczną się liczyć."),
        done=lazy_gettext("Karta zatwierdzona."),
        undo=lazy_gettext(
            "Zatwierdzenia nie można cofnąć: dowiaduje się o nim centrala. Błąd w zatwierdzonej "
            "karcie poprawia się korektą."
        ),
        **_of_cards(schemas.ApproveCardRequest(), approve_card),
    )


def giving_back() -> BulkAction:
    return BulkAction(
        key="return_cards",
        title=lazy_gettext("Zwróć karty do poprawy"),
        roles=ROLES[ReturnCard],
        questions=(
            Question(
                name="reason",
                label=lazy_gettext("Powód zwrotu"),
                choices=lambda: words.choices(words.RETURN_REASONS),
            ),
            Question(name="remarks", label=lazy_gettext("Uwagi dla doradcy")),
        ),
        will=lazy_gettext("Karta wróci do doradcy, z podanym powodem."),
        done=lazy_gettext("Karta zwrócona do poprawy."),
        undo=lazy_gettext(
            "Zwrotu nie można cofnąć. Doradca może od razu podpisać kartę bez zmian, a wtedy znowu "
            "będzie czekać na zatwierdzenie."
        ),
        **_of_cards(schemas.ReturnCardRequest(), return_card),
    )


def _of_cards(schema: Schema, use_case: UseCase) -> dict[str, Any]:
    return {
        "list_endpoint": "approvals.queue",
        "rows": _waiting_cards,
        "link": lambda row: url_for("cards.card", card_id=row.subject_id),
        **asking(
            schema, use_case, lambda row, answers: {**answers, "card_id": str(row.subject_id)}
        ),
    }


def _waiting_cards() -> Sequence[Chosen]:
    at = ListAddress.read(usual_sort="held_on")
    rows = card_list.whole(waiting_cards(), at).rows
    return [
        (row.card_id, f"{row.card_number}, {polish.day(row.session.held_on)}", "") for row in rows
    ]
