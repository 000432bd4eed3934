"""Everything that is published, in one catalogue."""

from __future__ import annotations

from shared.wire import accounts, consultations, reporting
from shared.wire.catalogue import joined

CATALOGUE = joined((consultations.TYPES, reporting.TYPES, accounts.TYPES), upcasters=())
