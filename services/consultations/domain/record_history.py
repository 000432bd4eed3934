"""What the history of a record is made of; it is the same in every service."""

from __future__ import annotations

from shared.kernel.record_history import RecordHistory, ToldChange

__all__ = ["RecordHistory", "ToldChange"]
