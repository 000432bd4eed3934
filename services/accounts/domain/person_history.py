"""The history of an account, which is made of the same as that of every record."""

from __future__ import annotations

from shared.kernel.record_history import RecordedChange, TextChange, ToldChange, text_changes
from shared.kernel.record_history import RecordHistory as PersonHistory

__all__ = ["PersonHistory", "RecordedChange", "TextChange", "ToldChange", "text_changes"]
