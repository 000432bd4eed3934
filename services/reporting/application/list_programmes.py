"""Somebody looks which programmes there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise

if TYPE_CHECKING:
    from services.reporting.application.queries import ListProgrammes
    from services.reporting.application.reading import Records
    from shared.contracts.programme import Programme


def list_programmes(query: ListProgrammes, records: Records) -> tuple[Programme, ...]:
    """Return the programmes in force here, the newest first; raise NotAuthorised."""
    authorise(query)
    programmes = [records.programmes.get(code) for code in records.programmes.newest()]
    return tuple(sorted(programmes, key=lambda each: (each.first_day, each.code), reverse=True))
