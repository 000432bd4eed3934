"""A coordinator reads in registers that the centre kept elsewhere."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.import_queries import ImportQuery
from services.consultations.application.ports import Records
from services.consultations.domain.programme_versions import newest
from shared.contracts.programme import Programme


def prepare_import(query: ImportQuery, records: Records) -> tuple[Programme, ...]:
    """Return the programmes to import into; whoever imports asks this before each import.

    The rows themselves run in the name of the import, whose requests `importing` judges one by one.
    """
    authorise(query)
    return newest(records.programmes.known())
