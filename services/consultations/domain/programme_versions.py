"""Which version of a programme a record falls under."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.consultations.domain.refusals import NoProgramme, UnknownProgramme
from shared.contracts.programme import Programme


def in_force(code: str, day: date, known: Sequence[Programme]) -> Programme:
    """Return the version of a programme that was in force on a day.

    `known` are all versions that the node has seen. A node that joined late has not seen the first
    ones: before its earliest version it goes by that one. Raises `NoProgramme` if nothing is known,
    `UnknownProgramme` if this programme is not.
    """
    if not known:
        raise NoProgramme
    versions = sorted(
        (programme for programme in known if programme.code == code),
        key=lambda programme: programme.version,
    )
    if not versions:
        raise UnknownProgramme(code)
    begun = [programme for programme in versions if programme.valid_from <= day]
    return begun[-1] if begun else versions[0]


def newest(known: Sequence[Programme]) -> tuple[Programme, ...]:
    """Return the newest version of each programme."""
    latest: dict[str, Programme] = {}
    for programme in sorted(known, key=lambda programme: programme.version):
        latest[programme.code] = programme
    return tuple(latest.values())
