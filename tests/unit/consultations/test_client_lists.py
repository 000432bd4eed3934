"""The staff looks for clients, at what became of them, and at who looked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.approve_card import approve_card
from services.consultations.application.client_list_queries import (
    ClientsExportQuery,
    ClientsQuery,
    ClientTimelineQuery,
    NoteViews,
    PersonExportQuery,
    PossibleDuplicatesQuery,
    ViewsOfClientQuery,
)
from services.consultations.application.close_support_path import close_support_path
from services.consultations.application.draft_card import draft_card
from services.consultations.application.erase_client import erase_client
from services.consultations.application.export_clients import export_clients
from services.consultations.application.export_person import export_person
from services.consultations.application.import_queries import ImportQuery
from services.consultations.application.list_clients import list_clients
from services.consultations.application.list_possible_duplicates import list_possible_duplicates
from services.consultations.application.list_views_of_client import list_views_of_client
from services.consultations.application.make_referral import make_referral
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.note_views import note_views
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.prepare_import import prepare_import
from services.consultations.application.read_client_timeline import read_client_timeline
from services.consultations.application.receive_referral import receive_referral
from services.consultations.application.record_follow_up import record_follow_up
from services.consultations.application.register_client import register_client
from services.consultations.application.request_advice import request_advice
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.application.set_working_hours import set_working_hours
from services.consultations.application.sign_card import sign_card
from services.consultations.domain.client import ClientDetails
from services.consultations.domain.client_list import ClientFilter, ClientOrder
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.domain.dossier import TimelineKind
from services.consultations.domain.identity import Identifier
from services.consultations.domain.refusals import ClientNotFound
from shared.kernel.command import NotAuthorised
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    CLIENT_ID,
    COORDINATOR,
    COORDINATOR_ID,
    GROUP_ID,
    NOW,
    TODAY,
    a_programme,
    to_approve,
    to_close_path,
    to_draft,
    to_erase,
    to_follow_up,
    to_merge,
    to_open_path,
    to_receive,
    to_refer,
    to_register_client,
    to_register_group,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import to_request, to_schedule, to_set_hours

SECOND_ID, THIRD_ID = UUID(int=23), UUID(int=24)
LIST = ClientsQuery(
    actor=ADVISER,
    filter=ClientFilter(),
    order=ClientOrder.NAME,
    descending=False,
    page=1,
    rows_of_a_page=1,
)
PAIRS = PossibleDuplicatesQuery(actor=COORDINATOR)


def to_note(*client_ids: UUID, **changes: object) -> NoteViews:
    command = NoteViews(
        command_id=uuid4(),
        actor=ADVISER,
        client_ids=client_ids or (CLIENT_ID,),
        occasion=ViewOccasion.PAGE,
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # a builder takes any change


def registered(work: FakeWork, client_id: UUID, **details: str) -> None:
    command = to_register_client(
        client_id=client_id,
        details=ClientDetails(**({"name": "Jan Żak"} | details)),
        although_duplicate=True,
    )
    register_client(command, work, NOW)
    # Nobody has told them apart: what these tests ask about is what agrees.
    work.told_apart.judgements.clear()


def test_each_page_of_the_list_says_how_many_files_there_are(at_work: FakeWork) -> None:
    registered(at_work, SECOND_ID, name="Adam Bąk")

    first = list_clients(LIST, at_work)
    last = list_clients(replace(LIST, page=2), at_work)

    assert [row.name for row in (*first.rows, *last.rows)] == ["Adam Bąk", "Jan Żak"]
    assert (first.files, first.pages) == (last.files, last.pages) == (2, 2)


def test_an_empty_list_has_one_page(at_work: FakeWork) -> None:
    page = list_clients(replace(LIST, filter=ClientFilter(words="nikt")), at_work)

    assert (page.rows, page.files, page.pages) == ((), 0, 1)


def test_the_whole_list_is_exported_with_what_it_was_made_by(at_work: FakeWork) -> None:
    registered(at_work, SECOND_ID, name="Adam Bąk")
    query = ClientsExportQuery(
        actor=ADVISER, filter=LIST.filter, order=ClientOrder.NAME, descending=True
    )

    export = export_clients(query, at_work, NOW)

    assert [row.name for row in export.rows] == ["Jan Żak", "Adam Bąk"]
    assert (export.node, export.made_at, export.descending) == ("zarska", NOW, True)


def test_clients_who_share_an_identifier_are_possible_duplicates(at_work: FakeWork) -> None:
    registered(at_work, SECOND_ID, email="JAN@example.org", nip="5260250274")
    registered(at_work, THIRD_ID, name="Ktoś inny", nip="5260250274")
    registered(at_work, UUID(int=25), email="inny@example.org")

    pairs = list_possible_duplicates(PAIRS, at_work).possible

    assert [(pair.older.id, pair.newer.id, pair.identifiers) for pair in pairs] == [
        (SECOND_ID, THIRD_ID, (Identifier.NIP,)),
        (CLIENT_ID, SECOND_ID, (Identifier.NAME_AND_EMAIL,)),
    ]


def test_a_pair_names_all_that_agrees_with_the_surest_first(at_work: FakeWork) -> None:
    registered(at_work, SECOND_ID, krs="0000123456", nip="5260250274")
    registered(at_work, THIRD_ID, krs="0000123456", nip="5260250274")

    (pair,) = list_possible_duplicates(PAIRS, at_work).possible

    assert pair.identifiers == (Identifier.NIP, Identifier.KRS)


def test_files_that_were_merged_are_one_client(at_work: FakeWork) -> None:
    registered(at_work, SECOND_ID, email="jan@example.org")

    merge_clients(to_merge(SECOND_ID, CLIENT_ID), at_work, NOW)

    assert list_possible_duplicates(PAIRS, at_work).possible == ()


def test_what_a_merged_file_says_is_compared_as_well(at_work: FakeWork) -> None:
    registered(at_work, SECOND_ID, nip="5260250274")
    merge_clients(to_merge(SECOND_ID, CLIENT_ID), at_work, NOW)
    registered(at_work, THIRD_ID, nip="5260250274")

    (pair,) = list_possible_duplicates(PAIRS, at_work).possible

    assert (pair.older.id, pair.newer.id) == (CLIENT_ID, THIRD_ID)


@pytest.mark.parametrize("day_of_group", [0, 1])
def test_a_group_and_what_it_became_are_no_duplicates(at_work: FakeWork, day_of_group: int) -> None:
    group = to_register_group(details=ClientDetails(name="Łąka", email="laka@example.org"))
    register_client(group, at_work, NOW)
    at_work.clients.records[GROUP_ID].registered_on += timedelta(days=day_of_group)
    became = to_register_client(client_id=SECOND_ID, details=group.details, predecessor_id=GROUP_ID)
    register_client(became, at_work, NOW)

    assert list_possible_duplicates(PAIRS, at_work).possible == ()


def test_a_timeline_tells_all_of_a_family_in_the_order_of_days(at_work: FakeWork) -> None:
    lived_with(at_work)

    timeline = read_client_timeline(
        ClientTimelineQuery(actor=ADVISER, client_id=SECOND_ID), at_work
    )

    kind = TimelineKind
    assert [file.id for file in timeline.files] == [CLIENT_ID, SECOND_ID]
    assert [(entry.day, entry.kind) for entry in timeline.entries] == [
        (TODAY, kind.REGISTERED),
        (TODAY, kind.REGISTERED),
        (TODAY, kind.MERGED),
        (TODAY, kind.APPOINTMENT),
        (TODAY, kind.PATH_OPENED),
        (TODAY, kind.PATH_CLOSED),
        (TODAY, kind.REFERRAL_MADE),
        (TODAY, kind.REFERRAL_RECEIVED),
        (TODAY, kind.APPOINTMENT),
        (TODAY, kind.CARD),
        (date(2010, 1, 7), kind.FOLLOW_UP),
    ]
    assert [entry.started_at for entry in timeline.entries if entry.started_at] == [
        time(9),
        time(10),
    ]


def test_a_timeline_says_since_when_there_are_no_personal_data(at_work: FakeWork) -> None:
    erase_client(to_erase(), at_work, NOW)

    timeline = read_client_timeline(
        ClientTimelineQuery(actor=ADVISER, client_id=CLIENT_ID), at_work
    )

    assert [entry.kind for entry in timeline.entries] == [
        TimelineKind.REGISTERED,
        TimelineKind.ERASED,
    ]


def test_a_path_that_goes_on_has_no_end_in_the_timeline(at_work: FakeWork) -> None:
    open_support_path(to_open_path(uuid4()), at_work, NOW)

    timeline = read_client_timeline(
        ClientTimelineQuery(actor=ADVISER, client_id=CLIENT_ID), at_work
    )

    assert TimelineKind.PATH_CLOSED not in {entry.kind for entry in timeline.entries}


def test_who_looked_at_any_of_the_files_is_seen_by_the_coordinator(at_work: FakeWork) -> None:
    registered(at_work, SECOND_ID, name="Jan Żak")
    merge_clients(to_merge(SECOND_ID, CLIENT_ID), at_work, NOW)

    note_views(to_note(), at_work, NOW)
    later = to_note(SECOND_ID, actor=COORDINATOR, occasion=ViewOccasion.LIST_EXPORT)
    note_views(later, at_work, NOW + timedelta(minutes=5))

    found = list_views_of_client(
        ViewsOfClientQuery(actor=COORDINATOR, client_id=SECOND_ID), at_work
    )
    assert [(view.viewed_by, view.client_id, view.occasion) for view in found.views] == [
        (COORDINATOR_ID, SECOND_ID, ViewOccasion.LIST_EXPORT),
        (ADVISER_ID, CLIENT_ID, ViewOccasion.PAGE),
    ]
    assert found.advisers[ADVISER_ID] == "Anna Zięba"
    assert at_work.journal.events[-1].occurred_at == NOW, "a view is told to nobody"


def test_views_are_kept_for_five_years_from_the_next_one_on(at_work: FakeWork) -> None:
    note_views(to_note(), at_work, NOW)

    note_views(to_note(), at_work, datetime(2014, 12, 31, 12, tzinfo=NOW.tzinfo))
    still = len(at_work.views.of([CLIENT_ID]))
    note_views(to_note(), at_work, datetime(2015, 1, 1, 12, tzinfo=NOW.tzinfo))

    assert still == 2
    assert [view.viewed_at.year for view in at_work.views.of([CLIENT_ID])] == [2015, 2014]


def test_nobody_looks_at_a_client_who_is_not_there(at_work: FakeWork) -> None:
    with pytest.raises(ClientNotFound):
        note_views(to_note(UUID(int=404)), at_work, NOW)


def test_a_person_gets_all_that_is_kept_about_them(at_work: FakeWork) -> None:
    lived_with(at_work)
    note_views(to_note(), at_work, NOW)

    export = export_person(PersonExportQuery(actor=COORDINATOR, client_id=CLIENT_ID), at_work, NOW)

    assert export.dossier.client.details.name == "Jan Żak"
    (card,) = export.dossier.cards
    assert card.texts.subject == "Statut spółdzielni"
    assert {change.field for change in export.histories[card.id].changes} >= {"subject"}
    assert [each.name for each in export.histories[SECOND_ID].told] == [
        "client_registered",
        "clients_merged",
    ]
    assert [view.viewed_by for view in export.views] == [ADVISER_ID]
    assert export.advisers[ADVISER_ID] == "Anna Zięba"
    assert (export.node, export.made_at) == ("zarska", NOW)
    assert len(export.histories) == 8


def test_a_coordinator_imports_into_the_newest_version_of_each_programme(
    at_work: FakeWork,
) -> None:
    accept_programme(a_programme(version=2), at_work)

    programmes = prepare_import(ImportQuery(actor=COORDINATOR), at_work)

    assert [each.reference for each in programmes] == ["owss-2009/2"]
    with pytest.raises(NotAuthorised):
        prepare_import(ImportQuery(actor=ADVISER), at_work)


def lived_with(work: FakeWork) -> None:
    """Let the client have a second file, and one of everything."""
    registered(work, SECOND_ID, name="Jan Żak")
    for appointment_id in (UUID(int=61), UUID(int=62)):
        request_advice(to_request(appointment_id, client_id=SECOND_ID), work, NOW)
    set_working_hours(to_set_hours(), work, NOW)
    schedule_advice(to_schedule(UUID(int=62)), work, NOW)
    path_id, card_id = uuid4(), uuid4()
    open_support_path(to_open_path(path_id, client_ids=(SECOND_ID,)), work, NOW)
    close_support_path(to_close_path(path_id), work, NOW)
    make_referral(to_refer(uuid4()), work, NOW)
    receive_referral(to_receive(uuid4()), work, NOW)
    draft_card(to_draft(card_id, advice=told(started_at=time(10))), work, NOW)
    sign_card(to_sign(card_id), work, NOW)
    approve_card(to_approve(card_id), work, NOW)
    merge_clients(to_merge(SECOND_ID, CLIENT_ID), work, NOW)
    half_a_year_later = datetime(2010, 1, 7, 12, tzinfo=NOW.tzinfo)
    record_follow_up(to_follow_up(uuid4()), work, half_a_year_later)
