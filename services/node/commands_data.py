"""`owss figure`, `owss event`, `owss status`, `owss verify`, `owss rebuild`, `owss parked`, `owss docs`."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from services.consultations.storage.verification import compare_state_with_journal
from services.node.clocks import WallClock
from services.node.homes import home_option, place_at
from services.node.runtime import SERVICES
from services.node.stage import Stage
from services.reporting import answers
from services.reporting.figures import as_of as moments
from services.reporting.figures.behind import NotInArchive, behind
from services.reporting.figures.catalogue import FIGURES, definition_of
from services.reporting.figures.figure import Question, UnknownFilter, answer
from services.reporting.figures.freshness import Freshness, freshness
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.database import Database
from shared.kernel import polish
from shared.kernel.period import Period
from shared.messaging import curing, parking, projector
from shared.messaging.rebuilding import rebuild as rebuild_facts
from shared.messaging.verification import verify_archive, verify_journal
from shared.wire.asyncapi import asyncapi_document
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.node.installing import NodePlace

ASYNCAPI_FILE = Path(__file__).parents[2] / "docs" / "asyncapi.yaml"
STATES = {"complete": "komplet", "behind": "opóźniony", "silent": "milczy"}


class Day(click.ParamType):
    """A day, written RRRR-MM-DD."""

    name = "RRRR-MM-DD"

    def convert(self, value: object, param: object, ctx: object) -> date:
        """Return the day, or say how one is written."""
        del param, ctx
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} nie jest dniem w postaci RRRR-MM-DD.")


@click.command()
@click.argument("name", type=click.Choice(sorted(FIGURES)))
@click.option("--from", "first", type=Day(), required=True)
@click.option("--to", "last", type=Day(), required=True)
@click.option("--where", multiple=True, metavar="FILTR=KOD", help="Zawęź, np. node=zarska.")
@click.option("--rows", is_flag=True, help="Pokaż wiersze, z których wskaźnik wynika.")
@click.option("--as-of", "as_of", help="Stan z wcześniejszej odpowiedzi (JSON).")
@home_option
def figure(  # noqa: PLR0913 - each is an option of the command
    name: str,
    first: date,
    last: date,
    where: tuple[str, ...],
    as_of: str | None,
    home: Path,
    *,
    rows: bool,
) -> None:
    """Wskaźnik: wartość, wiersze, stan danych każdego węzła."""
    filters = dict(each.split("=", 1) for each in where)
    moment = None if as_of is None else moments.AsOf.from_json(as_of)
    database = _reporting(place_at(home))
    try:
        question = Question(definition_of(name), Period(first, last), filters)
    except UnknownFilter as error:
        raise click.ClickException(str(error)) from error
    with database.read() as connection:
        generation = moments.shown_generation(connection, MINISTRY_FACTS)
        asked = answer(connection, question, moments.Shown(generation, moment))
        stand = moment or moments.now(connection, MINISTRY_FACTS)
        fresh = freshness(connection, MINISTRY_FACTS, WallClock().now())
        opened = asked.rows(connection, limit=None) if rows else []
    database.close()
    told = answers.of_figure(asked, stand, fresh)
    told["rows"] = [answers.of_row(row) for row in opened]
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@click.command()
@click.argument("source")
@click.argument("position", type=click.IntRange(min=1))
@click.option("--epoch", default=1, show_default=True)
@home_option
def event(source: str, position: int, epoch: int, home: Path) -> None:
    """Zdarzenie, z którego powstał wiersz: SOURCE to np. /nodes/zarska/consultations."""
    database = _reporting(place_at(home))
    try:
        with database.read() as connection:
            found = behind(connection, source, epoch, position)
    except NotInArchive as error:
        raise click.ClickException(f"Archiwum nie ma zdarzenia: {error}.") from error
    finally:
        database.close()
    click.echo(json.dumps(answers.of_domain_event(found), ensure_ascii=False, indent=2))


@click.command()
@home_option
def status(home: Path) -> None:
    """Jak daleko sięgają dane każdego węzła."""
    database = _reporting(place_at(home))
    with database.read() as connection:
        fresh = freshness(connection, MINISTRY_FACTS, WallClock().now())
    database.close()
    _show_freshness(fresh, Stage())


@click.command()
@home_option
def verify(home: Path) -> None:
    """Sprawdź łańcuchy zdarzeń, stan i archiwum; pierwsza zmieniona rzecz jest nazwana."""
    faults = list(_faults(place_at(home)))
    for fault in faults:
        click.echo(f"✗ {fault}")
    if faults:
        sys.exit(1)
    click.echo("✓ Łańcuchy, stan i archiwum są nienaruszone.")


@click.command()
@click.option("--accept", metavar="POWÓD", help="Przyjmij różnice, z powodem.")
@home_option
def rebuild(accept: str | None, home: Path) -> None:
    """Odbuduj fakty z archiwum obok obecnych, porównaj i przełącz, jeśli są te same."""
    database = _reporting(place_at(home))
    result = rebuild_facts(database, MINISTRY_FACTS, now=WallClock().now(), accept=accept)
    database.close()
    for each in result.differences:
        click.echo(f"{each.table}, tylko {each.only_in}: {each.row}")
    if not result.switched:
        message = "Fakty różnią się; przyjmij je opcją --accept POWÓD albo zbadaj różnice."
        raise click.ClickException(message)
    click.echo(f"Fakty odbudowane: {result.facts}, różnic: {len(result.differences)}.")


@click.group()
def parked() -> None:
    """Zdarzenia odłożone do wyjaśnienia."""


@parked.command("list")
@home_option
def list_parked(home: Path) -> None:
    """Pokaż, co jest odłożone i dlaczego."""
    database = _reporting(place_at(home))
    with database.read() as connection:
        generation = moments.shown_generation(connection, MINISTRY_FACTS)
        rows = parking.listed(connection, MINISTRY_FACTS.name, generation)
    database.close()
    for row in rows:
        place = f"{row.origin.source} {row.origin.position}"
        click.echo(f"{place}  {row.kind}  {row.type}  {row.reason}")
    click.echo(f"Odłożone: {len(rows)}.")


@parked.command()
@home_option
def retry(home: Path) -> None:
    """Spróbuj wliczyć wszystko, co jest odłożone, i wznów wstrzymane wliczanie."""
    database = _reporting(place_at(home))
    with database.write() as connection:
        subjects = curing.subjects_parked(connection, MINISTRY_FACTS)
        still = curing.retry(connection, MINISTRY_FACTS, subjects)
        projector.resume(connection, MINISTRY_FACTS)
    database.close()
    click.echo(f"Spraw: {len(subjects)}, nadal odłożonych zdarzeń: {len(still)}.")


@click.command()
@click.option("--check", is_flag=True, help="Tylko sprawdź, czy są aktualne.")
def docs(*, check: bool) -> None:
    """Zapisz dokumenty, które powstają z kodu (AsyncAPI)."""
    document = asyncapi_document(CATALOGUE)
    if not check:
        ASYNCAPI_FILE.write_text(document, encoding="utf-8")
        return
    if not ASYNCAPI_FILE.exists() or ASYNCAPI_FILE.read_text(encoding="utf-8") != document:
        message = "docs/asyncapi.yaml jest nieaktualny – uruchom «make docs» i zatwierdź zmianę."
        raise click.ClickException(message)


def _reporting(place: NodePlace) -> Database:
    return Database(place.settings.databases["reporting"])


def _faults(place: NodePlace) -> Iterator[str]:
    node = place.settings.node
    for service in SERVICES:
        database = Database(place.settings.databases[service])
        with database.read() as connection:
            for finding in verify_journal(connection, f"/nodes/{node}/{service}"):
                yield f"{finding.where}: {finding.what}"
            if service == "consultations":
                for difference in compare_state_with_journal(connection):
                    yield f"{difference.subject}: {difference.field} – {difference}"
            else:
                for finding in verify_archive(connection):
                    yield f"archiwum, {finding.where}: {finding.what}"
        database.close()


def _show_freshness(fresh: Freshness, stage: Stage) -> None:
    rows = [
        [
            source.source,
            STATES[source.state.value],
            "–" if source.since is None else polish.moment(source.since),
            str(source.position),
            str(source.missing),
            str(source.parked),
        ]
        for node in fresh.nodes
        for source in node.sources
    ]
    columns = ("źródło", "stan", "od / do", "wliczono do", "brakuje", "odłożone")
    stage.table("Stan danych", columns, rows)
    if fresh.halted_because is not None:
        stage.say(f"Wliczanie wstrzymane: {fresh.halted_because}")


COMMANDS = (figure, event, status, verify, rebuild, parked, docs)
