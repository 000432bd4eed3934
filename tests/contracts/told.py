"""What the stored samples tell, as the contracts of today say it; invented people, real places."""

from datetime import UTC, date, datetime
from uuid import UUID

from shared.contracts.consultations import (
    AdviceCardApproved,
    AdviceCardCorrected,
    AdviceCardDrafted,
    AdviceCardReturned,
    AdviceCardSigned,
    AdviceConfirmed,
    AdviserRegistered,
    AdviserTime,
    CardClient,
    ClientKind,
    ClientRegistered,
    ConfirmationMeans,
    CorrectionReason,
    ReturnReason,
    StaffRole,
)
from shared.contracts.domain_event import DomainEvent
from shared.contracts.reporting import (
    DiscardReason,
    DiscardUndone,
    ParkedDiscarded,
    ProgrammePublished,
    ReportSubmitted,
)
from tests.contracts.told_of_accounts import TOLD_OF_ACCOUNTS
from tests.contracts.told_of_people import TOLD_OF_PEOPLE

ADVISER = UUID("01219a7d-3c00-7a4e-9d52-6f1f0c8b2e11")
COORDINATOR = UUID("01219a7d-6a20-7c13-8b07-2f4de1a95c32")
PERSON = CardClient(
    client_id=UUID("01219c92-b0c0-7f21-a6d4-51c38e0f7a43"),
    client_kind=ClientKind.INDIVIDUAL,
    sex="female",
    age_band="25-34",
    gmina="0811021",
    status="unemployed",
)
COOPERATIVE = CardClient(
    client_id=UUID("01219c95-7a98-7d0b-b3e6-08f72a6c9d54"),
    client_kind=ClientKind.SOCIAL_COOPERATIVE,
)
SUPPORT_PATH = UUID("0122a1f3-9be0-7b68-8c1d-37a50e94f265")
RETURNED_CARD = UUID("0122a3d8-5f40-7e95-9a7b-c42d10f83b76")
APPROVED_CARD = UUID("0122a916-2c20-7046-bf58-e9317d6ca087")

TOLD: dict[str, DomainEvent] = {
    "pl.owss.consultations.adviser_registered.v1": AdviserRegistered(
        occurred_at=datetime(2009, 5, 29, 8, 15, 30, 250_000, tzinfo=UTC),
        subject_version=1,
        adviser_id=ADVISER,
        staff_role=StaffRole.CONSULTANT,
        active_from=date(2009, 6, 1),
        active_to=date(2009, 11, 30),
    ),
    "pl.owss.consultations.client_registered.v1": ClientRegistered(
        occurred_at=datetime(2009, 6, 2, 9, 40, tzinfo=UTC),
        subject_version=1,
        client_id=PERSON.client_id,
        client_kind=ClientKind.INDIVIDUAL,
        registered_on=date(2009, 6, 2),
        sex="female",
        age_band="25-34",
        gmina="0811021",
        status="unemployed",
    ),
    "pl.owss.consultations.advice_card_drafted.v1": AdviceCardDrafted(
        occurred_at=datetime(2009, 7, 21, 11, 5, 12, 731_004, tzinfo=UTC),
        subject_version=1,
        card_id=RETURNED_CARD,
        card_number="16/2009/zarska",
        held_on=date(2009, 7, 21),
        minutes=60,
        field_of_advice="accounting_and_finance",
        form_of_contact="phone",
        clients=(COOPERATIVE,),
        advisers=(AdviserTime(adviser_id=ADVISER, minutes=60),),
    ),
    "pl.owss.consultations.advice_card_signed.v1": AdviceCardSigned(
        occurred_at=datetime(2009, 7, 21, 11, 20, 44, 18_300, tzinfo=UTC),
        subject_version=2,
        card_id=RETURNED_CARD,
        card_number="16/2009/zarska",
        signed_by=ADVISER,
        signed_on=date(2009, 7, 21),
    ),
    "pl.owss.consultations.advice_card_returned.v1": AdviceCardReturned(
        occurred_at=datetime(2009, 7, 22, 7, 30, 2, 90, tzinfo=UTC),
        subject_version=3,
        card_id=RETURNED_CARD,
        card_number="16/2009/zarska",
        returned_by=COORDINATOR,
        reason=ReturnReason.WRONG_FIELD_OR_FORM,
    ),
    "pl.owss.consultations.advice_card_approved.v1": AdviceCardApproved(
        occurred_at=datetime(2009, 7, 23, 12, 0, 0, 1, tzinfo=UTC),
        subject_version=3,
        card_id=APPROVED_CARD,
        card_number="17/2009/zarska",
        held_on=date(2009, 7, 22),
        minutes=90,
        field_of_advice="legal",
        form_of_contact="in_person",
        clients=(PERSON, COOPERATIVE),
        advisers=(AdviserTime(adviser_id=ADVISER, minutes=90),),
        support_path_id=SUPPORT_PATH,
        approved_by=COORDINATOR,
    ),
    "pl.owss.consultations.advice_confirmed.v1": AdviceConfirmed(
        occurred_at=datetime(2009, 7, 24, 6, 55, 31, 407_112, tzinfo=UTC),
        subject_version=4,
        card_id=APPROVED_CARD,
        card_number="17/2009/zarska",
        confirmed_on=date(2009, 7, 24),
        means=ConfirmationMeans.PAPER,
    ),
    "pl.owss.consultations.advice_card_corrected.v1": AdviceCardCorrected(
        occurred_at=datetime(2009, 7, 27, 8, 10, 9, 655_320, tzinfo=UTC),
        subject_version=5,
        card_id=APPROVED_CARD,
        card_number="17/2009/zarska",
        held_on=date(2009, 7, 22),
        minutes=75,
        field_of_advice="legal",
        form_of_contact="in_person",
        clients=(PERSON,),
        advisers=(AdviserTime(adviser_id=ADVISER, minutes=75),),
        corrected_by=COORDINATOR,
        correction_number=1,
        reason=CorrectionReason.WRONG_CLIENT,
        counted=True,
    ),
    "pl.owss.reporting.programme_published.v1": ProgrammePublished(
        occurred_at=datetime(2009, 5, 28, 10, 0, tzinfo=UTC),
        subject_version=1,
        programme="owss-2009",
        programme_version=1,
        valid_from=date(2009, 6, 1),
        document_digest="c6f3ac57944a531490cd39902d0f777715fd005efac9a30622d5f5205e7f6894",
    ),
    "pl.owss.reporting.parked_discarded.v1": ParkedDiscarded(
        occurred_at=datetime(2009, 8, 3, 9, 12, 45, 3, tzinfo=UTC),
        subject_version=1,
        parked_source="/nodes/mops-olsztyn/consultations",
        parked_epoch=1,
        parked_position=214,
        reason=DiscardReason.CORRECTED_BY_NODE,
    ),
    "pl.owss.reporting.discard_undone.v1": DiscardUndone(
        occurred_at=datetime(2009, 8, 4, 13, 1, 7, 880_000, tzinfo=UTC),
        subject_version=2,
        parked_source="/nodes/mops-olsztyn/consultations",
        parked_epoch=1,
        parked_position=214,
    ),
    "pl.owss.reporting.report_submitted.v1": ReportSubmitted(
        occurred_at=datetime(2010, 1, 20, 11, 30, 21, 905_410, tzinfo=UTC),
        subject_version=1,
        programme="owss-2009",
        programme_version=1,
        report_version=1,
        first_day=date(2009, 6, 1),
        last_day=date(2009, 12, 31),
        projection_version=2,
        not_folded=1,
        incomplete_nodes=0,
        basis_digest="3f1c2f7f0b43f9ac2f0c1a0f34dbd5ef7be0b0b1f6f9b3ff24a8a07e9a2ce2d1",
        value_digest="a7d14e8c0f1b40c4be4d5f98c86fae2c0d0e7d5b1b8ff2a0a6e3a9b4d7c51e60",
        pdf_digest="5c9a0de5b2a740bb8c61f6f2f7e0f9c1d3b5a7980c2e4f60718293a4b5c6d7e8",
        xlsx_digest="0e8d7c6b5a49382716f5e4d3c2b1a09f8e7d6c5b4a3928170f1e2d3c4b5a6978",
    ),
    **TOLD_OF_PEOPLE,
    **TOLD_OF_ACCOUNTS,
}
