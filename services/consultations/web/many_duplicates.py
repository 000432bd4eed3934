"""What a coordinator says of many pairs of files at once: that they are of two clients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from services.consultations.application.authorise import ROLES
from services.consultations.application.paper_commands import TellApart
from services.consultations.application.read_client import read_client
from services.consultations.application.take_back_telling_apart import take_back_telling_apart
from services.consultations.application.tell_apart import tell_apart
from services.consultations.domain.client import Client
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.requests.client_schemas import ClientRequest
from services.consultations.requests.paper import TakeBackTellingApartRequest, TellApartRequest
from services.consultations.web import merging
from services.consultations.web.asking import carry_out
from services.consultations.web.finding import find, note
from services.consultations.web.many_rows import asked, asking
from shared.web.bulk import Answers, BulkAction, Chosen, Undo
from shared.workplace.batches import BatchRow


def telling_apart() -> BulkAction:
    """Return what is done with pairs of which somebody knows that they only look alike."""
    return BulkAction(
        key="tell_apart",
        list_endpoint="merging.duplicates",
        title=lazy_gettext("To różni klienci"),
        roles=ROLES[TellApart],
        will=lazy_gettext("Para zniknie z listy możliwych powtórzeń."),
        done=lazy_gettext("Zapisano, że to różni klienci."),
        rows=_pairs,
        names=_names,
        link=_compared,
        undo=Undo(
            promise=lazy_gettext("Można to potem cofnąć: pary wrócą na listę możliwych powtórzeń."),
            carry_out=lambda row, command_id: carry_out(
                TakeBackTellingApartRequest(),
                take_back_telling_apart,
                {**_told(row, {}), **asked(command_id)},
            ),
        ),
        **asking(TellApartRequest(), tell_apart, _told),
    )


def _pairs() -> Sequence[Chosen]:
    """Return the pairs; a batch keeps the ids of files, and not whose they are."""
    return [
        (
            merging.pair_id(pair),
            _("para kartotek …%(end)s", end=merging.pair_id(pair).hex[-6:]),
            f"{pair.older.id} {pair.newer.id}",
        )
        for pair in merging.pairs()
    ]


def _told(row: BatchRow, _answers: Answers) -> Mapping[str, Any]:
    older, newer = row.before.split()
    return {"one_id": older, "other_id": newer}


def _names(rows: Sequence[BatchRow]) -> Mapping[UUID, str]:
    """Return whose files the pairs are, as they are called now, and keep who looked."""
    ids = dict.fromkeys(each for row in rows for each in row.before.split())
    note([UUID(each) for each in ids], ViewOccasion.PAGE)
    names = {each: _name(find(ClientRequest(), read_client, client_id=each)) for each in ids}
    return {row.subject_id: " – ".join(names[each] for each in row.before.split()) for row in rows}


def _name(client: Client) -> str:
    return client.details.name or _("(usunięto dane)")


def _compared(row: BatchRow) -> str:
    older, newer = row.before.split()
    return url_for("merging.choose", client_id=older, other=newer)
