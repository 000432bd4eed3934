"""The history of an account, which is made of the same as that of every record."""

from __future__ import annotations

from shared.kernel.record_history import RecordedChange, TextChange, ToldChange, text_changes
from shared.kernel.record_history import RecordHistory as PersonHistory

API_TOKEN = "api_token"  # noqa: S105 - the name of a field
"""The field under which it is kept that a token was made or taken back; its words are its name."""

__all__ = [
    "API_TOKEN",
    "PersonHistory",
    "RecordedChange",
    "TextChange",
    "ToldChange",
    "text_changes",
]
