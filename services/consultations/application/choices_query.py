"""What a form asks for; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.consultations.application.commands import Query


@dataclass(frozen=True, kw_only=True)
class ChoicesQuery(Query):
    """Ask what can be chosen at this node; paths are asked for by the clients they are for."""

    client_ids: tuple[UUID, ...] = ()
