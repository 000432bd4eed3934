"""What is asked before a register is read in; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass

from services.consultations.application.commands import Query


@dataclass(frozen=True, kw_only=True)
class ImportQuery(Query):
    """Ask to import registers, and into which programmes that is possible."""
