"""A person asks what the node keeps about them, and gets all of it (art. 15 and 20 RODO)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.consultations.application.authorise import authorise
from services.consultations.application.client_list_queries import PersonExportQuery
from services.consultations.application.ports import Records
from services.consultations.application.read_scan import WholeScan
from services.consultations.domain.client_view import ClientView
from services.consultations.domain.dossier import Dossier
from services.consultations.domain.record_history import RecordHistory
from services.consultations.domain.unsent_form import UnsentForm
from shared.contracts.programme import Programme


@dataclass(frozen=True, kw_only=True)
class PersonExport:
    """A client's dossier, the history of each of its records, and who looked at it.

    With it the scans of signed cards, and the forms that name the client and were not sent.
    `advisers` are the names of the node's advisers, by their ids.
    """

    dossier: Dossier
    histories: Mapping[UUID, RecordHistory]
    views: tuple[ClientView, ...]
    advisers: Mapping[UUID, str]
    programmes: tuple[Programme, ...]
    scans: tuple[WholeScan, ...]
    unsent_forms: tuple[UnsentForm, ...]
    node: str
    made_at: datetime


def export_person(query: PersonExportQuery, records: Records, now: datetime) -> PersonExport:
    """Return it; whoever hands it over notes first that it was seen (`note_views`).

    A card of several clients is in it with its words: they are about each of them.
    """
    authorise(query)
    dossier = records.dossiers.of(query.client_id)
    history = records.history
    # By its id alone: what another client of the same name said is not handed over.
    ids = [str(file.id) for file in dossier.files]
    return PersonExport(
        dossier=dossier,
        histories={
            record_id: RecordHistory(told=history.told_of(record_id), changes=history.of(record_id))
            for record_id in dossier.record_ids
        },
        views=records.views.of([file.id for file in dossier.files]),
        advisers={adviser.id: adviser.full_name for adviser in records.advisers.known()},
        programmes=records.programmes.known(),
        scans=tuple(
            WholeScan(scan=scan, content=records.scans.content(scan.id))
            for scan in records.scans.of([card.id for card in dossier.cards])
        ),
        unsent_forms=tuple(records.unsent_forms.mentioning(ids)),
        node=records.node,
        made_at=now,
    )
