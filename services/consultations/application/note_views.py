"""Whoever shows personal data keeps first to whom and whose (domain.md 6)."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.client_list_queries import NoteViews
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.client_view import ClientView, kept_since


def note_views(command: NoteViews, work: UnitOfWork, now: datetime) -> None:
    """Keep a view of each file, and forget those whose time is over.

    Nothing is told of it: it stays at the node and may be erased. Raises `ClientNotFound`.
    """
    authorise(command)
    work.views.forget_before(kept_since(now))
    work.views.add(
        [
            ClientView(
                client_id=client_id,
                viewed_by=command.actor.staff_id,
                viewed_at=now,
                occasion=command.occasion,
            )
            for client_id in command.client_ids
        ]
    )
