"""What `owss verify` looks at in a node, and how it says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

from services.consultations.storage.verification import compare_state_with_journal
from services.node.runtime import SERVICES
from services.reporting.projection.totals import MINISTRY_TOTALS
from shared.database import Database
from shared.messaging.findings import Fault
from shared.messaging.stored_values import damage, damaged_text_readable
from shared.messaging.totals import EVERYTHING, differences
from shared.messaging.verification import verify_archive, verify_enrolled, verify_journal
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, Row

    from services.consultations.storage.verification import Difference
    from services.node.installing import NodePlace
    from shared.messaging.findings import Finding
    from shared.messaging.rebuilding import Difference as FactDifference

SENTENCES: Mapping[Fault, str] = {
    Fault.POSITION_MISSING: "w łańcuchu nie ma tej pozycji",
    Fault.POSITION_TWICE: "łańcuch ma tę pozycję dwa razy",
    Fault.ROW_MISSING: "w dzienniku nie ma wiersza tej pozycji",
    Fault.ROW_ALTERED: "wiersz albo jego skrót zmieniono",
    Fault.COLUMN_DIFFERS: "kolumna mówi co innego niż treść",
    Fault.UNREADABLE: "treść nie jest zdarzeniem tego dziennika",
    Fault.NO_PLACE: "wiersz nie ma pozycji w łańcuchu i na nią nie czeka",
    Fault.WAITS_WITHOUT_NEED: "na pozycję czeka wiersz, który już ją ma albo którego nie ma",
    Fault.VERSIONS_BROKEN: "zdarzenia tej sprawy nie są numerowane od 1 bez przerw",
    Fault.SENT_MORE: "tę pozycję już wysłano, a łańcuch kończy się wcześniej",
    Fault.SENT_ANOTHER: "pod tą pozycją wysłano inne zdarzenie",
    Fault.CENTRE_HOLDS_MORE: "centrala ma tę pozycję, a łańcuch kończy się wcześniej",
    Fault.CENTRE_HOLDS_ANOTHER: "centrala ma pod tą pozycją inne zdarzenie",
    Fault.ARCHIVE_GAP: "archiwum miało tę pozycję, a już jej nie ma",
    Fault.MESSAGE_ALTERED: "treść w archiwum zmieniono",
    Fault.KEY_DIFFERS: "kolumny archiwum mówią co innego niż treść",
    Fault.LINK_BROKEN: "zdarzenie nie jest następnikiem poprzedniego",
    Fault.FOREIGN: "zdarzenie jest z innego źródła",
    Fault.NOTE_DIFFERS: "zapis o tym, co przyszło, nie zgadza się z archiwum",
    Fault.TOLD_ANOTHER: "węzeł podał dla tej pozycji inny skrót",
    Fault.FOLDED_ANOTHER: "wliczono co innego, niż ma archiwum",
    Fault.NOT_ENROLLED: "archiwum ma źródło węzła, którego nie przyjęto",
}

_UNREADABLE = (DBAPIError, ValueError, TypeError)
"""What reading raises where a row was damaged so badly that it has no value any more."""


def faults_of(place: NodePlace) -> Iterator[str]:
    """Yield a sentence for each fault in a node's databases, the first row of each chain first."""
    for service in SERVICES:
        database = Database(place.settings.databases[service])
        source = f"/nodes/{place.settings.node}/{service}"
        try:
            with database.read() as connection:
                yield from _faults_in(connection, service, source)
        except _UNREADABLE as error:
            yield f"{source}: bazy nie da się odczytać do końca ({_reason(error)})"
        finally:
            database.close()


def difference_in_words(difference: FactDifference) -> str:
    """Return a sentence for a fact that only one of two generations has."""
    where = "tylko dotąd" if difference.only_in == "shown" else "tylko po odbudowie"
    return f"{difference.table}, {where}: {difference.row}"


def _faults_in(connection: Connection, service: str, source: str) -> Iterator[str]:
    for told in damage(connection):
        yield f"{source}: plik bazy jest uszkodzony ({told})"
    for finding in verify_journal(connection, source, CATALOGUE):
        yield _sentence(finding)
    if service == "consultations":
        with damaged_text_readable(connection):
            for difference in compare_state_with_journal(connection):
                yield _of_state(source, difference)
    else:
        for finding in verify_archive(connection):
            yield f"archiwum, {_sentence(finding)}"
        for finding in verify_enrolled(connection):
            yield f"archiwum, {_sentence(finding)}"
        for total in differences(connection, MINISTRY_TOTALS):
            yield f"{source}: suma dzienna nie wynika z faktów ({_of_total(total)})"


def _sentence(finding: Finding) -> str:
    row = {
        "pozycja": finding.position,
        "wiersz dziennika": finding.journal_id,
        "sprawa": finding.subject,
    }
    where = [f"{name} {value}" for name, value in row.items() if value is not None]
    detail = f" ({finding.detail})" if finding.detail else ""
    return f"{', '.join([finding.source, *where])}: {SENTENCES[finding.fault]}{detail}"


def _of_state(source: str, difference: Difference) -> str:
    return (
        f"{source}, sprawa {difference.subject}: stan różni się od dziennika "
        f"({difference.field}: w stanie {difference.stored}, w dzienniku {difference.told})"
    )


def _of_total(total: Row[Any]) -> str:
    return ", ".join(str(value) for value in total if value != EVERYTHING)


def _reason(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return " ".join(str(cause).split())
