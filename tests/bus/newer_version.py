"""The software as it might be one day: approvals are published in a second major version."""

from collections.abc import Iterator
from contextlib import contextmanager

from shared.contracts.consultations import AdviceCardApproved
from shared.wire.catalogue import Catalogue, EventType
from shared.wire.consultations.advice import AdviceCardApprovedSchema
from shared.wire.fields import Count, Privacy
from shared.wire.published import CATALOGUE

TYPE = "pl.owss.consultations.advice_card_approved.v2"


class ApprovedInVersion2Schema(AdviceCardApprovedSchema):
    """`AdviceCardApproved` with another name for the minutes: a reader of version 1 is lost."""

    minutes = Count(privacy=Privacy.PUBLIC, data_key="duration")


def become_newer() -> None:
    """Change the one catalogue of this process, which everything has imported by now."""
    in_version_2 = EventType(
        publisher="consultations",
        name="advice_card_approved",
        major=2,
        contract=AdviceCardApproved,
        schema=ApprovedInVersion2Schema,
        subject=lambda approved: f"advice-card/{approved.card_id}",
    )
    _become(Catalogue((*CATALOGUE.types, in_version_2)))


@contextmanager
def newer_here() -> Iterator[None]:
    """Let this process be of the newer version for a while."""
    before = Catalogue(CATALOGUE.types, CATALOGUE.upcasters)
    become_newer()
    try:
        yield
    finally:
        _become(before)


def _become(other: Catalogue) -> None:
    for name, value in vars(other).items():
        object.__setattr__(CATALOGUE, name, value)
