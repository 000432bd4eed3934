"""Somebody of the staff reads a support path."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import SupportPathQuery
from services.consultations.application.ports import Records
from services.consultations.domain.support_path import SupportPath


def read_support_path(query: SupportPathQuery, records: Records) -> SupportPath:
    authorise(query)
    return records.support_paths.get(query.support_path_id)
