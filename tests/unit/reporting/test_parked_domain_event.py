import pytest

from services.reporting.domain.parked import ParkedDomainEvent, ParkedKind, Place
from services.reporting.domain.refusals import LaterOnesCounted, NotDiscarded, NotParked
from shared.contracts.reporting import DiscardReason, DiscardUndone, ParkedDiscarded
from shared.messaging import parking
from shared.wire.published import CATALOGUE
from tests.unit.reporting.report_sample import AS_OF

PLACE = Place("/nodes/zarska/consultations", 1, 7)


def parked(kind: ParkedKind, version: int = 0) -> ParkedDomainEvent:
    return ParkedDomainEvent(place=PLACE, kind=kind, version=version)


@pytest.mark.parametrize("kind", [ParkedKind.FAILED, ParkedKind.UNKNOWN])
def test_what_cannot_be_folded_is_discarded_with_a_reason(kind: ParkedKind) -> None:
    found = parked(kind)

    told = found.discard(DiscardReason.OTHER, AS_OF)

    assert told == ParkedDiscarded(
        occurred_at=AS_OF,
        subject_version=1,
        parked_source=PLACE.source,
        parked_epoch=1,
        parked_position=7,
        reason=DiscardReason.OTHER,
    )
    assert (found.kind, found.version) == (ParkedKind.DISCARDED, 1)


@pytest.mark.parametrize("kind", [ParkedKind.WAITING, ParkedKind.DISCARDED])
def test_what_only_waits_or_is_discarded_already_is_not(kind: ParkedKind) -> None:
    with pytest.raises(NotParked):
        parked(kind).discard(DiscardReason.OTHER, AS_OF)


def test_what_was_discarded_is_taken_back() -> None:
    found = parked(ParkedKind.DISCARDED, version=1)

    told = found.take_back(AS_OF, later_ones_are_folded=False)

    assert told == DiscardUndone(
        occurred_at=AS_OF,
        subject_version=2,
        parked_source=PLACE.source,
        parked_epoch=1,
        parked_position=7,
    )
    assert (found.kind, found.version) == (ParkedKind.WAITING, 2)


def test_what_later_ones_were_folded_without_stays_discarded() -> None:
    found = parked(ParkedKind.DISCARDED)

    with pytest.raises(LaterOnesCounted):
        found.take_back(AS_OF, later_ones_are_folded=True)

    assert (found.kind, found.version) == (ParkedKind.DISCARDED, 0)


@pytest.mark.parametrize("kind", [each for each in ParkedKind if each != ParkedKind.DISCARDED])
def test_what_is_not_discarded_is_not_taken_back(kind: ParkedKind) -> None:
    with pytest.raises(NotDiscarded):
        parked(kind).take_back(AS_OF, later_ones_are_folded=False)


def test_both_decisions_are_about_one_subject() -> None:
    found = parked(ParkedKind.FAILED)
    told = (
        found.discard(DiscardReason.OTHER, AS_OF),
        found.take_back(AS_OF, later_ones_are_folded=False),
    )

    subjects = [CATALOGUE.of(each).subject(each) for each in told]

    assert subjects == ["parked/nodes/zarska/consultations/1/7"] * 2


def test_the_kinds_are_those_of_the_projector() -> None:
    kinds = {parking.FAILED, parking.UNKNOWN, parking.WAITING, parking.DISCARDED}

    assert {each.value for each in ParkedKind} == kinds
