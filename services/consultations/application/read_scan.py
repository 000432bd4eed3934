"""Somebody opens the scan of a signed paper."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.consultations.application.authorise import authorise
from services.consultations.application.paper_commands import ScanQuery
from services.consultations.application.ports import Records
from services.consultations.domain.refusals import ScanNotFound
from services.consultations.domain.scan import Scan


@dataclass(frozen=True, kw_only=True)
class WholeScan:
    """A scan with its bytes."""

    scan: Scan
    content: bytes = field(repr=False)


def read_scan(query: ScanQuery, records: Records) -> WholeScan:
    """Raise `ScanNotFound`, also where the scan is of another card."""
    authorise(query)
    scan = records.scans.get(query.scan_id)
    if scan.card_id != query.card_id:
        raise ScanNotFound(query.scan_id)
    return WholeScan(scan=scan, content=records.scans.content(scan.id))
