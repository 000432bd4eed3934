"""What lists and dossiers need of the world."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from services.consultations.domain.appointment_list import AppointmentFilter, AppointmentRow
from services.consultations.domain.client_list import ClientFilter, ClientOrder, ClientRow
from services.consultations.domain.client_view import ClientView
from services.consultations.domain.dossier import Dossier


class ClientList(Protocol):
    """All clients' files of this node as one list."""

    def rows(
        self,
        which: ClientFilter,
        order: ClientOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[ClientRow, ...]:
        """Return the files of a filter in an order, after the first `offset`, at most `limit`.

        Names stand in the order of the Polish alphabet.
        """

    def count(self, which: ClientFilter) -> int:
        """Return how many files a filter has."""


class AppointmentList(Protocol):
    """All appointments of this node as one list."""

    def rows(
        self,
        which: AppointmentFilter,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[AppointmentRow, ...]:
        """Return the appointments of a filter by day and hour, wishes before what is agreed.

        The first `offset` are left out, and at most `limit` are returned.
        """

    def count(self, which: AppointmentFilter) -> int:
        """Return how many appointments a filter has."""


class Dossiers(Protocol):
    """Everything kept about a client."""

    def of(self, client_id: UUID) -> Dossier:
        """Return the dossier of a client by any of their files, or raise `ClientNotFound`.

        Each kind of record stands in the order of its days.
        """


class Views(Protocol):
    """Who looked at whose personal data: kept at the node, beside the journal."""

    def add(self, views: Sequence[ClientView]) -> None:
        """Keep views; each is one more, also of the same client by the same person."""

    def of(self, client_ids: Sequence[UUID]) -> tuple[ClientView, ...]:
        """Return the views of files, the newest first."""

    def forget_before(self, day: date) -> None:
        """Forget the views of the business days before a day."""
