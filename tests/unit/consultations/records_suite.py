"""What all records promise to use cases, whether in memory or in a database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest

from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.advice import Advice
from services.consultations.domain.advice_card import (
    AdviceCard,
    CardState,
    Confirmation,
    Correction,
    Return,
    Signature,
)
from services.consultations.domain.client import ClientDetails, ClosedFiles, Erasure, Merge
from services.consultations.domain.follow_up import FollowUp
from services.consultations.domain.path_refusals import PathNotFound, ReferralNotFound
from services.consultations.domain.record_history import ToldChange
from services.consultations.domain.referral import Arrival, Referral, ReferralReceipt
from services.consultations.domain.refusals import (
    AdviserNotFound,
    AlreadyRecorded,
    CardNotFound,
    ClientNotFound,
    UnknownProgramme,
)
from services.consultations.domain.support_path import PathEnd, SupportPath
from services.consultations.domain.text_changes import RecordedChange, TextChange
from shared.contracts.consultations import (
    CardClient,
    ClientKind,
    ConfirmationMeans,
    CorrectionReason,
    ErasureGround,
    FollowUpOutcome,
    PathClient,
    PathOutcome,
    Recipient,
    ReferralMade,
    ReferralReceiptNoted,
    ReturnReason,
)
from shared.kernel.command import StaleRecord
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    COORDINATOR_ID,
    GROUP_ID,
    NOW,
    TEXTS,
    TODAY,
    a_client,
    a_programme,
    a_session,
    an_adviser,
    changed,
    to_note_receipt,
    to_refer,
)

OpenWork = Callable[[], AbstractContextManager[UnitOfWork]]


def people(work: UnitOfWork) -> None:
    work.advisers.add(an_adviser(version=1))
    work.advisers.add(an_adviser(COLLEAGUE_ID, full_name="Ewa Łoś", version=1))
    work.clients.add(a_client(version=1))
    group = a_client(GROUP_ID, kind=ClientKind.INITIATIVE_GROUP, recipient=Recipient(), version=1)
    work.clients.add(group)


ADVICE = Advice(
    session=a_session(),
    field_of_advice="legal",
    form_of_contact="in_person",
    clients=(CardClient(client_id=CLIENT_ID, client_kind=ClientKind.INDIVIDUAL),),
    adviser_ids=(ADVISER_ID,),
)


def a_card(work: UnitOfWork, card_id: UUID | None = None, **advice: object) -> AdviceCard:
    return AdviceCard(
        id=card_id or uuid4(),
        number=work.cards.next_number(2009),
        programme="owss-2009/1",
        drafted_at=NOW,
        advice=changed(ADVICE, advice),
        texts=TEXTS,
        version=1,
    )


class RecordsSuite:
    """A subclass brings the fixture `open_work`; each work sees what earlier ones kept."""

    def test_an_adviser_is_found_as_added(self, open_work: OpenWork) -> None:
        adviser = an_adviser(active_to=date(2009, 12, 31), version=1)
        with open_work() as work:
            work.advisers.add(adviser)

        with open_work() as work:
            (found,) = work.advisers.hold([ADVISER_ID])

        assert vars(found) == vars(adviser)

    def test_advisers_are_held_in_the_order_asked_for(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)

        with open_work() as work:
            held = work.advisers.hold([COLLEAGUE_ID, ADVISER_ID, COLLEAGUE_ID])

        assert [adviser.id for adviser in held] == [COLLEAGUE_ID, ADVISER_ID, COLLEAGUE_ID]

    def test_all_advisers_are_known(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)

        with open_work() as work:
            found = work.advisers.known()

        assert [adviser.full_name for adviser in found] == ["Anna Zięba", "Ewa Łoś"]

    def test_an_unknown_adviser_is_refused(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(AdviserNotFound):
            work.advisers.hold([ADVISER_ID])

    def test_an_adviser_id_is_taken_once(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)

        with open_work() as work, pytest.raises(AlreadyRecorded):
            work.advisers.add(an_adviser(version=1))

    def test_a_change_of_an_adviser_is_kept(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)

        with open_work() as work:
            work.advisers.save(an_adviser(active_to=date(2009, 7, 31), version=2))

        with open_work() as work:
            found = work.advisers.get(ADVISER_ID)
        assert (found.active_to, found.version) == (date(2009, 7, 31), 2)

    def test_an_adviser_who_was_changed_meanwhile_is_not_overwritten(
        self, open_work: OpenWork
    ) -> None:
        with open_work() as work:
            people(work)
            work.advisers.save(an_adviser(version=2))

        with open_work() as work, pytest.raises(StaleRecord):
            work.advisers.save(an_adviser(version=2))

    def test_a_client_is_found_as_added(self, open_work: OpenWork) -> None:
        details = ClientDetails(
            name="Spółdzielnia „Łąka”",
            email="laka@example.org",
            phone="56 000 00 00",
            address="Toruń",
            nip="8792177273",
            krs="0000123456",
            regon="340045112",
        )
        group = a_client(GROUP_ID, kind=ClientKind.INITIATIVE_GROUP, version=1)
        client = a_client(
            kind=ClientKind.SOCIAL_COOPERATIVE, details=details, predecessor_id=GROUP_ID, version=1
        )
        with open_work() as work:
            work.clients.add(group)
            work.clients.add(client)

        with open_work() as work:
            found = work.clients.get(CLIENT_ID)

        assert vars(found) == vars(client)

    def test_an_unknown_client_is_refused(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(ClientNotFound):
            work.clients.get(CLIENT_ID)

    def test_a_client_id_is_taken_once(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)

        with open_work() as work, pytest.raises(AlreadyRecorded):
            work.clients.add(a_client(version=1))

    def test_a_client_is_saved_with_all_that_happened_to_it(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            client = work.clients.get(CLIENT_ID)
        client.details = ClientDetails(name="")
        client.recipient = Recipient(gmina="zary")
        client.merge = Merge(into_client_id=GROUP_ID, merged_on=TODAY, merged_by=COORDINATOR_ID)
        client.erasure = Erasure(erased_on=TODAY, ground=ErasureGround.RETENTION_ENDED)
        client.version, client.revision = 4, 1

        with open_work() as work:
            work.clients.save(client)
        with open_work() as work:
            found = work.clients.get(CLIENT_ID)

        assert vars(found) == vars(client)

    def test_a_client_that_changed_in_between_is_not_overwritten(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            client = work.clients.get(CLIENT_ID)
        client.revision += 1
        with open_work() as work:
            work.clients.save(client)

        with open_work() as work, pytest.raises(StaleRecord):
            work.clients.save(client)

    def test_clients_are_held_in_the_order_asked_for(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)

        with open_work() as work:
            held = work.clients.hold([GROUP_ID, CLIENT_ID])

        assert [client.id for client in held] == [GROUP_ID, CLIENT_ID]

    def test_an_unknown_client_is_not_held(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(ClientNotFound):
            work.clients.hold([CLIENT_ID])

    def test_a_client_is_all_files_merged_into_the_one_that_goes_on(
        self, open_work: OpenWork
    ) -> None:
        first, second, third, other = (UUID(int=number) for number in (51, 52, 53, 54))

        def merge(into: UUID) -> Merge:
            return Merge(into_client_id=into, merged_on=TODAY, merged_by=COORDINATOR_ID)

        with open_work() as work:
            work.clients.hold_entry()
            work.clients.add(a_client(third))
            work.clients.add(a_client(second, merge=merge(third)))
            work.clients.add(a_client(first, merge=merge(second)))
            work.clients.add(a_client(other))

        with open_work() as work:
            kept, family, families, closed = (
                work.clients.kept(first),
                work.clients.family(third),
                work.clients.families(),
                work.clients.closed(),
            )

        assert kept.id == third
        assert family[0].id == third
        assert {file.id for file in family} == {first, second, third}
        assert [(files[0].id, len(files)) for files in families] == [(third, 3), (other, 1)]
        assert closed == ClosedFiles(merged={first: third, second: third}, erased=frozenset())

    def test_files_are_closed_by_a_merge_or_an_erasure(self, open_work: OpenWork) -> None:
        merged = a_client(
            UUID(int=23),
            merge=Merge(into_client_id=CLIENT_ID, merged_on=TODAY, merged_by=ADVISER_ID),
        )
        with open_work() as work:
            people(work)
            work.clients.add(merged)
            erased = work.clients.get(CLIENT_ID)
            erased.erasure = Erasure(erased_on=TODAY, ground=ErasureGround.REQUESTED)
            erased.revision += 1
            work.clients.save(erased)

        with open_work() as work:
            closed = work.clients.closed()

        assert closed == ClosedFiles(merged={merged.id: CLIENT_ID}, erased=frozenset({CLIENT_ID}))

    @pytest.mark.parametrize(
        ("details", "alike"),
        [
            (ClientDetails(name="X", nip="8792177273"), True),
            (ClientDetails(name="X", krs="0000123456"), True),
            (ClientDetails(name="X", email="LAKA@example.org"), True),
            (ClientDetails(name="X", pesel="44051401359"), True),
            (ClientDetails(name="Łąka", nip="5260250274", email="l@example.org"), False),
            (ClientDetails(name="Łąka"), False),
        ],
        ids=str,
    )
    def test_files_that_share_an_identifier_are_alike(
        self,
        open_work: OpenWork,
        details: ClientDetails,
        alike: bool,  # noqa: FBT001 - pytest names it
    ) -> None:
        known = ClientDetails(
            name="Łąka",
            nip="8792177273",
            krs="0000123456",
            email="laka@Example.org",
            pesel="44051401359",
        )
        with open_work() as work:
            work.clients.add(a_client(details=known))
            work.clients.add(a_client(GROUP_ID))

        with open_work() as work:
            found = work.clients.like(details)

        assert [file.id for file in found] == [CLIENT_ID] * alike
        assert all(file.details == known for file in found)

    def test_words_are_forgotten_of_cards_that_a_client_is_on(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            card = a_card(work)
            card.last_return = Return(
                returned_by=COORDINATOR_ID, reason=ReturnReason.OTHER, remarks="Jan!"
            )
            card.corrections = (
                Correction(
                    number=1,
                    reason=CorrectionReason.OTHER,
                    remarks="Jan!",
                    counted=True,
                    corrected_by=COORDINATOR_ID,
                    corrected_at=NOW,
                ),
            )
            not_returned = a_card(work, clients=card.advice.clients)
            of_group = CardClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP)
            others = a_card(work, clients=(of_group,))
            for each in (card, not_returned, others):
                work.cards.add(each)

        with open_work() as work:
            forgotten = work.cards.forget_words([CLIENT_ID, uuid4()])
        with open_work() as work:
            found, unreturned = work.cards.get(card.id), work.cards.get(not_returned.id)
            kept = work.cards.get(others.id)

        assert set(forgotten) == {card.id, not_returned.id}
        assert set(vars(found.texts).values()) == {""}
        assert found.last_return == replace(card.last_return, remarks="")
        assert found.corrections == (replace(card.corrections[0], remarks=""),)
        assert (found.advice, found.version) == (card.advice, 1)
        assert unreturned.last_return is None
        assert kept.texts == TEXTS

    def test_a_card_is_found_as_added(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            clients = (
                CardClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP),
                CardClient(
                    client_id=CLIENT_ID, client_kind=ClientKind.INDIVIDUAL, sex="male", gmina="zary"
                ),
            )
            card = a_card(
                work,
                clients=clients,
                adviser_ids=(COLLEAGUE_ID, ADVISER_ID),
                support_path_id=uuid4(),
            )
            work.cards.add(card)

        with open_work() as work:
            found = work.cards.get(card.id)

        assert vars(found) == vars(card)

    def test_an_unknown_card_is_refused(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(CardNotFound):
            work.cards.get(uuid4())

    def test_a_card_id_is_taken_once(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            card = a_card(work)
            work.cards.add(card)

        with open_work() as work, pytest.raises(AlreadyRecorded):
            work.cards.add(a_card(work, card.id))

    def test_a_card_is_saved_with_all_that_happened_to_it(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            card = a_card(work)
            work.cards.add(card)
        card.version = 2
        card.state = CardState.APPROVED
        card.counted = False
        card.advice = replace(card.advice, adviser_ids=(COLLEAGUE_ID,))
        card.texts = replace(TEXTS, persons_present="Wójt")
        card.signature = Signature(signed_by=ADVISER_ID, signed_on=TODAY)
        card.last_return = Return(
            returned_by=COORDINATOR_ID, reason=ReturnReason.OTHER, remarks="Proszę poprawić."
        )
        card.approved_by = COORDINATOR_ID
        card.confirmation = Confirmation(confirmed_on=TODAY, means=ConfirmationMeans.CODE)
        card.corrections = tuple(
            Correction(
                number=number,
                reason=CorrectionReason.ANNULLED,
                remarks="",
                counted=False,
                corrected_by=COORDINATOR_ID,
                corrected_at=NOW + timedelta(microseconds=number),
            )
            for number in (1, 2)
        )

        with open_work() as work:
            work.cards.save(card)
        with open_work() as work:
            found = work.cards.get(card.id)

        assert vars(found) == vars(card)

    def test_a_card_that_changed_in_between_is_not_overwritten(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            card = a_card(work)
            work.cards.add(card)
        card.version = 2
        with open_work() as work:
            work.cards.save(card)

        with open_work() as work, pytest.raises(StaleRecord):
            work.cards.save(card)

    def test_numbers_of_a_year_follow_one_another(self, open_work: OpenWork) -> None:
        with open_work() as work:
            first = work.cards.next_number(2009)
        with open_work() as work:
            second, other_year = work.cards.next_number(2009), work.cards.next_number(2010)

        assert (first, second, other_year) == ("1/2009/zarska", "2/2009/zarska", "1/2010/zarska")

    def test_bookings_are_other_sessions_of_these_advisers_on_that_day(
        self, open_work: OpenWork
    ) -> None:
        with open_work() as work:
            people(work)
            later = a_session(started_at=time(14), ended_at=time(15))
            yesterday = a_session(held_on=TODAY - timedelta(days=1))
            own, both = a_card(work), a_card(work, adviser_ids=(COLLEAGUE_ID, ADVISER_ID))
            others = (
                a_card(work, session=later),
                a_card(work, session=yesterday),
                a_card(work, adviser_ids=(COLLEAGUE_ID,)),
            )
            for card in (own, both, *others):
                work.cards.add(card)

        with open_work() as work:
            bookings = work.cards.bookings([ADVISER_ID], TODAY, apart_from=own.id)

        assert [(booking.adviser_id, booking.card_number) for booking in bookings] == [
            (ADVISER_ID, both.number),
            (ADVISER_ID, others[0].number),
        ]
        assert bookings[1].session == later

    def test_an_annulled_card_is_no_booking(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            card = a_card(work)
            card.counted = False
            work.cards.add(card)

        with open_work() as work:
            bookings = work.cards.bookings([ADVISER_ID], TODAY, apart_from=uuid4())

        assert bookings == ()

    def test_a_path_is_found_as_saved(self, open_work: OpenWork) -> None:
        path = SupportPath(
            id=uuid4(),
            aim="Statut",
            clients=(
                PathClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP),
                PathClient(client_id=CLIENT_ID, client_kind=ClientKind.INDIVIDUAL),
            ),
            opened_on=TODAY,
            version=1,
        )
        with open_work() as work:
            people(work)
            work.support_paths.add(path)
        with open_work() as work:
            as_added = work.support_paths.get(path.id)
        path.end = PathEnd(closed_on=TODAY, outcome=PathOutcome.NO_CONTACT)
        path.version = 2

        with open_work() as work:
            work.support_paths.save(path)
        with open_work() as work:
            as_saved = work.support_paths.hold(path.id)

        assert vars(as_added) == vars(path) | {"end": None, "version": 1}
        assert vars(as_saved) == vars(path)
        with open_work() as work, pytest.raises(StaleRecord):
            work.support_paths.save(path)

    def test_an_unknown_path_is_refused(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(PathNotFound):
            work.support_paths.hold(uuid4())

    def test_the_open_paths_of_clients_are_found_the_oldest_first(
        self, open_work: OpenWork
    ) -> None:
        def path(client_id: UUID, opened_on: date = TODAY, end: PathEnd | None = None) -> UUID:
            client = PathClient(client_id=client_id, client_kind=ClientKind.INDIVIDUAL)
            path = SupportPath(
                id=uuid4(), aim="", clients=(client,), opened_on=opened_on, end=end, version=1
            )
            work.support_paths.add(path)
            return path.id

        with open_work() as work:
            people(work)
            second = path(CLIENT_ID)
            first = path(GROUP_ID, TODAY - timedelta(days=1))
            path(CLIENT_ID, end=PathEnd(closed_on=TODAY, outcome=PathOutcome.OTHER))

        with open_work() as work:
            of_both = work.support_paths.open_of([CLIENT_ID, GROUP_ID])
            of_group = work.support_paths.open_of([GROUP_ID])
            of_nobody = work.support_paths.open_of([])

        assert [each.id for each in of_both] == [first, second]
        assert [each.id for each in of_group] == [first]
        assert of_nobody == ()

    def test_the_aims_of_paths_of_a_client_are_forgotten(self, open_work: OpenWork) -> None:
        def path(client_id: UUID) -> SupportPath:
            client = PathClient(client_id=client_id, client_kind=ClientKind.INDIVIDUAL)
            return SupportPath(
                id=uuid4(), aim="Jan!", clients=(client,), opened_on=TODAY, version=1
            )

        own, other = path(CLIENT_ID), path(GROUP_ID)
        with open_work() as work:
            people(work)
            work.support_paths.add(own)
            work.support_paths.add(other)

        with open_work() as work:
            forgotten = work.support_paths.forget_words([CLIENT_ID])
        with open_work() as work:
            aims = [work.support_paths.get(each.id).aim for each in (own, other)]

        assert forgotten == (own.id,)
        assert aims == ["", "Jan!"]

    def test_referrals_are_numbered_and_found_as_added(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            numbers = [work.referrals.next_number(2009) for _ in range(2)]
            referral = Referral(
                id=uuid4(),
                number=numbers[1],
                programme="owss-2009/1",
                client_id=CLIENT_ID,
                client_kind=ClientKind.INDIVIDUAL,
                field_of_advice="legal",
                to_node="torunska",
                made_on=TODAY,
                version=1,
            )
            work.referrals.add(referral)

        with open_work() as work:
            found = work.referrals.get(referral.id)

        assert numbers == ["SK/1/2009/zarska", "SK/2/2009/zarska"]
        assert vars(found) == vars(referral)
        with open_work() as work, pytest.raises(ReferralNotFound):
            work.referrals.get(uuid4())

    def test_an_arrival_is_put_on_a_referral_as_it_was_read(self, open_work: OpenWork) -> None:
        arrival = Arrival(received_by="torunska", received_on=TODAY)
        with open_work() as work:
            people(work)
            referral = Referral(
                id=uuid4(),
                number=work.referrals.next_number(2009),
                programme="owss-2009/1",
                client_id=CLIENT_ID,
                client_kind=ClientKind.INDIVIDUAL,
                field_of_advice="legal",
                to_node="torunska",
                made_on=TODAY,
                version=1,
            )
            work.referrals.add(referral)
            referral.note_receipt(arrival, NOW)
            work.referrals.save(referral)

        with open_work() as work:
            found = work.referrals.get(referral.id)
            with pytest.raises(StaleRecord):
                work.referrals.save(referral)

        assert vars(found) == vars(referral)
        assert (found.arrival, found.version) == (arrival, 2)

    def test_what_was_told_of_a_record_is_found_in_its_order(self, open_work: OpenWork) -> None:
        record, other = uuid4(), uuid4()
        with open_work() as work:
            for referral_id in (record, other):
                work.journal.append(
                    ReferralMade(
                        occurred_at=NOW,
                        subject_version=1,
                        referral_id=referral_id,
                        field_of_advice="legal",
                        to_node="torunska",
                        client_id=CLIENT_ID,
                        client_kind=ClientKind.INDIVIDUAL,
                        made_on=TODAY,
                    ),
                    caused_by=to_refer(referral_id),
                )
            noted = ReferralReceiptNoted(
                occurred_at=NOW,
                subject_version=2,
                referral_id=record,
                received_by="torunska",
                received_on=TODAY,
            )
            work.journal.append(noted, caused_by=to_note_receipt(record))

        with open_work() as work:
            told = work.history.told_of(record)
            nothing = work.history.told_of(uuid4())

        assert [(each.name, each.version) for each in told] == [
            ("referral_made", 1),
            ("referral_receipt_noted", 2),
        ]
        assert told[1] == ToldChange(
            subject=f"referral/{record}",
            version=2,
            name="referral_receipt_noted",
            happened_at=NOW,
            data={
                "referral_id": str(record),
                "received_by": "torunska",
                "received_on": TODAY.isoformat(),
            },
        )
        assert nothing == ()

    def test_a_referral_is_received_once(self, open_work: OpenWork) -> None:
        receipt = ReferralReceipt(
            id=uuid4(),
            programme="owss-2009/1",
            client_id=CLIENT_ID,
            client_kind=ClientKind.INDIVIDUAL,
            from_node="torunska",
            received_on=TODAY,
            version=1,
        )
        with open_work() as work:
            people(work)
            work.referrals.add_receipt(receipt)

        with open_work() as work, pytest.raises(AlreadyRecorded):
            work.referrals.add_receipt(receipt)

    def test_advice_ends_with_the_last_counted_card_or_closed_path(
        self, open_work: OpenWork
    ) -> None:
        def on(days: int) -> date:
            return TODAY + timedelta(days=days)

        of_group = CardClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP)
        with open_work() as work:
            people(work)
            first, last, annulled, drafted = (
                a_card(work, session=a_session(held_on=on(days))) for days in (0, 3, 5, 6)
            )
            group = a_card(work, session=a_session(held_on=on(1)), clients=(of_group,))
            for card in (first, last, annulled, group):
                card.state = CardState.APPROVED
            annulled.counted = False
            for card in (first, last, annulled, drafted, group):
                work.cards.add(card)
            for end in (PathEnd(closed_on=on(2), outcome=PathOutcome.OTHER), None):
                path = SupportPath(
                    id=uuid4(),
                    aim="",
                    clients=(
                        PathClient(client_id=CLIENT_ID, client_kind=ClientKind.INDIVIDUAL),
                        PathClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP),
                    ),
                    opened_on=TODAY,
                    end=end,
                    version=1,
                )
                work.support_paths.add(path)

        with open_work() as work:
            ends = work.follow_ups.ends()

        assert ends == {CLIENT_ID: on(3), GROUP_ID: on(2)}

    def test_follow_ups_are_known_by_their_due_days(self, open_work: OpenWork) -> None:
        answer = FollowUp(
            id=uuid4(),
            client_id=CLIENT_ID,
            client_kind=ClientKind.INDIVIDUAL,
            months=6,
            due_on=date(2010, 1, 7),
            recorded_on=date(2010, 1, 9),
            outcome=FollowUpOutcome.EMPLOYED,
        )
        with open_work() as work:
            people(work)
            work.follow_ups.add(answer)

        with open_work() as work:
            recorded = work.follow_ups.recorded()

        assert recorded == {(CLIENT_ID, 6, date(2010, 1, 7))}

    def test_programmes_are_known_in_all_versions(self, open_work: OpenWork) -> None:
        first, second = a_programme(), a_programme(version=2, title="Zmieniony")
        with open_work() as work:
            work.programmes.add(second)
            work.programmes.add(first)

        with open_work() as work:
            known, found = work.programmes.known(), work.programmes.get("owss-2009/2")

        assert known == (first, second)
        assert found == second

    def test_an_unknown_version_is_refused(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(UnknownProgramme):
            work.programmes.get("owss-2009/7")

    def test_changes_of_texts_are_told_in_their_order(self, open_work: OpenWork) -> None:
        record, other = uuid4(), uuid4()
        name = TextChange(field="name", before=None, after="Jan Żak")
        email = TextChange(field="email", before="j@example.org", after=None)
        with open_work() as work:
            work.history.record(record, [name, email], by=ADVISER_ID, now=NOW)
            work.history.record(other, [name], by=ADVISER_ID, now=NOW)

        with open_work() as work:
            changes = work.history.of(record)

        with open_work() as work:
            work.history.forget([record])
            forgotten, kept = work.history.of(record), work.history.of(other)

        assert [(change.field, change.before, change.after) for change in forgotten] == [
            ("name", None, None),
            ("email", None, None),
        ]
        assert kept[0].after == "Jan Żak"
        assert changes == (
            RecordedChange(**vars(name), changed_by=ADVISER_ID, changed_at=NOW),
            RecordedChange(**vars(email), changed_by=ADVISER_ID, changed_at=NOW),
        )
