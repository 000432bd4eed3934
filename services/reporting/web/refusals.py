"""Which refusals mean that there is no such thing."""

from __future__ import annotations

from typing import Final

from services.reporting.domain.refusals import UnknownProgramme, UnknownReportVersion
from services.reporting.figures.behind import NotInArchive
from services.reporting.figures.figure import UnknownFigure

NOT_FOUND: Final = (UnknownProgramme, UnknownReportVersion, UnknownFigure, NotInArchive)
