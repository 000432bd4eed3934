"""Somebody looks which programmes there are, or at one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise

if TYPE_CHECKING:
    from services.reporting.application.queries import ListProgrammes, OpenProgramme
    from services.reporting.application.reading import Records
    from shared.contracts.programme import Programme


def list_programmes(query: ListProgrammes, records: Records) -> tuple[Programme, ...]:
    """Return the programmes in force here, the newest first; raise NotAuthorised."""
    authorise(query)
    programmes = [records.programmes.get(code) for code in records.programmes.newest()]
    return tuple(sorted(programmes, key=lambda each: (each.first_day, each.code), reverse=True))


def open_programme(query: OpenProgramme, records: Records) -> Programme:
    """Return a programme in its newest version; raise NotAuthorised or UnknownProgramme."""
    authorise(query)
    return records.programmes.get(query.programme)
