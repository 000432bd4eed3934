"""What people write into a report: what a caller may ask."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.reporting.application.commands import EditNarrative
from services.reporting.requests.fields import CommandSchema, asking, number

HIGHEST_VERSION = 2**31 - 1
"""What the column of a version can hold."""


class EditNarrativeRequest(CommandSchema):
    """`edit_narrative`."""

    programme = fields.String(required=True, error_messages=asking("kod programu"))
    section = fields.String(required=True, error_messages=asking("część sprawozdania"))
    text = fields.String(required=True, error_messages=asking("treść"))
    expected_version = number(
        "wersję, którą widać na ekranie", least=0, most=HIGHEST_VERSION, required=True
    )

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> EditNarrative:
        return EditNarrative(**values)
