"""What can be asked of everything at once; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass

from services.consultations.application.commands import Query


@dataclass(frozen=True, kw_only=True)
class SearchQuery(Query):
    """Look for clients, cards, appointments and advisers by what somebody typed."""

    words: str
