"""What consultations find, as a part of the page that looks in everything."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.commands import Query
from services.consultations.application.search_records import FoundRecords, search_records
from services.consultations.application.working_time_commands import WorkingHoursQuery
from services.consultations.domain.appointment_list import AppointmentRow
from services.consultations.requests.lists import SearchRequest
from services.consultations.web import words
from services.consultations.web.asking import may
from services.consultations.web.finding import find
from services.consultations.web.words_of_clients import appointment_states
from shared.kernel import polish
from shared.web.searching import Hit, Hits, asked_words, drawn

pages = Blueprint("searching", __name__)


@pages.get("/search")
def search() -> ResponseReturnValue:
    """Answer with the clients, cards, appointments and advisers that were found."""
    typed = asked_words()
    found = find(SearchRequest(), search_records, words=typed)
    return drawn(
        _("Doradztwo"),
        [_clients(found, typed), _cards(found), _appointments(found), _advisers(found)],
    )


def _clients(found: FoundRecords, typed: str) -> Hits:
    is_cut = found.clients_in_all > len(found.clients)
    return Hits(
        title=_("Klienci"),
        hits=[
            Hit(
                address=url_for("client_files.data", client_id=each.client_id),
                words=words.client_name(each.name),
                more=_("zarejestrowano: %(day)s", day=polish.day(each.registered_on)),
            )
            for each in found.clients
        ],
        all_of_them=url_for("clients.clients", words=typed) if is_cut else "",
    )


def _cards(found: FoundRecords) -> Hits:
    return Hits(
        title=_("Karty doradztwa"),
        hits=[
            Hit(
                address=url_for("cards.card", card_id=each.card_id),
                words=each.card_number,
                more=polish.day(each.session.held_on),
            )
            for each in found.cards
        ],
    )


def _appointments(found: FoundRecords) -> Hits:
    states = appointment_states()

    def told(row: AppointmentRow) -> str:
        return f"{polish.day(row.day)}, {words.client_name(row.client_name)}"

    return Hits(
        title=_("Zgłoszenia po poradę"),
        hits=[
            Hit(
                address=url_for("calendar.appointment", appointment_id=each.appointment_id),
                words=told(each),
                more=states[each.state],
            )
            for each in found.appointments
        ],
    )


def _advisers(found: FoundRecords) -> Hits:
    """Lead to when an adviser receives, or to the cards of theirs for who may see no more."""
    asked: type[Query] = WorkingHoursQuery
    return Hits(
        title=_("Doradcy"),
        hits=[
            Hit(
                address=url_for("working_time.hours", adviser_id=each.id)
                if may(asked)
                else url_for("cards.cards", adviser_id=each.id),
                words=each.full_name,
            )
            for each in found.advisers
        ],
    )
