"""A version of the programme reaches the node; the centre may send it again and again."""

from __future__ import annotations

from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.refusals import ProgrammeVersionAltered
from shared.contracts.programme import Programme


def accept_programme(programme: Programme, work: UnitOfWork) -> None:
    """Keep each version once; raise `ProgrammeVersionAltered` if it says something else now."""
    for known in work.programmes.known():
        if known.reference == programme.reference:
            if known != programme:
                raise ProgrammeVersionAltered(programme.reference)
            return
    work.programmes.add(programme)
