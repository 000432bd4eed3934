"""Whoever is logged in reads who of the staff did what."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import NamesQuery
from services.accounts.application.ports import Records


def read_names(query: NamesQuery, records: Records) -> Mapping[UUID, str]:
    """Return the names of those who have an account, also one that is no longer in use."""
    authorise(query)
    return records.people.names(query.staff_ids)
