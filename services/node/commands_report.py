"""`owss report`: written now, submitted for good, compared with today, and made again."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import click

from services.node.arguments import at_terminal
from services.node.clocks import WallClock
from services.node.homes import home_option, place_at
from services.node.report_files import ReportFiles, final_order, write_report
from services.node.runtime import runtime_of
from services.reporting.application.commands import SubmitReport
from services.reporting.application.submit_report import submit_report
from services.reporting.reports.differences import differences
from services.reporting.reports.drawing import ReportDrawing
from services.reporting.reports.reproducing import Likeness, reproduce
from services.reporting.reports.template_2005.cover_letter import file_name
from services.reporting.storage.programmes import StoredProgrammes
from services.reporting.storage.reports import StoredReports
from services.reporting.storage.work import Desk
from shared.database import Database
from shared.kernel import polish
from shared.kernel.command import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.reporting.domain.changed_cell import ChangedCell
    from services.reporting.domain.report_version import ReportVersion
    from services.reporting.reports.reproducing import Reproduction

SHOWN_CAUSES = 5
"""Domain events that are shown for each changed number; the others are only counted."""

_LIKENESS = {
    Likeness.SAME: "✓ bez różnic",
    Likeness.DIFFERENT: "✗ inaczej niż złożono",
    Likeness.OTHER_TOOLS: "– inaczej, bo zmieniły się narzędzia albo wzór",
    Likeness.NOT_COMPUTED: "– nie do odtworzenia: fakty liczy się od tamtej chwili inaczej",
}
_TOOLS = {
    "typst": "typst",
    "template": "szablon",
    "fonts": "czcionki",
    "layout": "układ treści",
    "xlsxwriter": "XlsxWriter",
    "form": "wzór sprawozdania",
}

code_argument = click.argument("code", metavar="KOD")
version_option = click.option(
    "--version",
    "number",
    type=click.IntRange(min=1),
    metavar="NUMER",
    help="Wersja; domyślnie ostatnia.",
)
folder_option = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="FOLDER",
    help="Dokąd zapisać; domyślnie tutaj.",
)


@click.group()
def report() -> None:
    """Sprawozdanie: napisz, złóż, porównaj, odtwórz."""


@report.command()
@code_argument
@folder_option
@home_option
def write(code: str, folder: Path, home: Path) -> None:
    """Napisz sprawozdanie końcowe z programu: PDF i XLSX."""
    place = place_at(home)
    with _reporting(home) as database, database.read() as connection:
        found = StoredProgrammes(connection).get(code)
    _, files = write_report(
        place, found, folder, name=f"sprawozdanie-{code}", now=WallClock().now()
    )
    click.echo(f"Zapisano {files.pdf} i {files.xlsx}.")


@report.command()
@code_argument
@click.option("--naming-parked", is_flag=True, help="Złóż, choć wymienia zdarzenia nieujęte.")
@click.option(
    "--command-id",
    type=click.UUID,
    metavar="UUID",
    help="Powtórz wcześniejsze polecenie bezpiecznie.",
)
@home_option
def submit(code: str, *, naming_parked: bool, command_id: UUID | None, home: Path) -> None:
    """Złóż sprawozdanie końcowe jako następną wersję.

    Zamraża stan danych, wartość i pliki. Węzeł, którego danych brakuje, jest wymieniony.
    """
    place = place_at(home)
    runtime = runtime_of(place.settings, home, lambda _: None)
    database, now, is_season = (
        runtime.databases["reporting"],
        runtime.clock.now(),
        runtime.plays_business_time,
    )
    try:
        with database.read() as connection:
            programme = StoredProgrammes(connection).get(code)
        drawing = ReportDrawing.at(runtime)
        desk = Desk(
            database=database, source=runtime.source("reporting"), is_centre=runtime.is_centre
        )
        filed = desk.perform(
            SubmitReport(
                command_id=command_id or uuid4(),
                actor=at_terminal(Role.REPORTING_OFFICER),
                programme=code,
                order=final_order(programme, now, is_season=is_season),
                naming_parked=naming_parked,
            ),
            partial(submit_report, drawing=drawing),
            now,
        )
    finally:
        for each in runtime.databases.values():
            each.close()
    if filed["incomplete"]:
        click.echo(f"Uwaga: nie wszystko nadeszło od: {', '.join(filed['incomplete'])}.", err=True)
    if filed["not_folded"]:
        click.echo(f"Uwaga: zdarzenia nieujęte, wymienione: {filed['not_folded']}.", err=True)
    click.echo(f"Złożono sprawozdanie {code}, wersja {filed['version']}.")
    click.echo(f"SHA-256 danych: {filed['value_digest']}")


@report.command("list")
@code_argument
@home_option
def list_reports(code: str, home: Path) -> None:
    """Pokaż złożone wersje."""
    with _reporting(home) as database, database.read() as connection:
        versions = StoredReports(connection).listed(code)
    for version in versions:
        click.echo(_in_words(version))
    click.echo(f"Złożone: {len(versions)}.")


@report.command()
@code_argument
@version_option
@folder_option
@home_option
def files(code: str, number: int | None, folder: Path, home: Path) -> None:
    """Zapisz pliki złożonej wersji, bajt w bajt."""
    with _reporting(home) as database, database.read() as connection:
        version = StoredReports(connection).get(code, number)
    name = file_name(code, version.number, "pdf").removesuffix(".pdf")
    written = ReportFiles.written(folder, name, pdf=version.drawn.pdf, xlsx=version.drawn.xlsx)
    click.echo(f"Zapisano {written.pdf} i {written.xlsx}.")


@report.command()
@code_argument
@version_option
@home_option
def diff(code: str, number: int | None, home: Path) -> None:
    """Co zmieniło się od złożenia i przez które zdarzenia."""
    with _reporting(home) as database, database.read() as connection:
        filed = StoredReports(connection).filed(code, number)
        changed = differences(connection, filed, looked_at=WallClock().now())
    for each in changed:
        _show_change(each)
    click.echo(f"Zmienione liczby od wersji {filed.version.number}: {len(changed)}.")


@report.command("reproduce")
@code_argument
@version_option
@home_option
def reproduce_report(code: str, number: int | None, home: Path) -> None:
    """Odtwórz złożoną wersję i porównaj z tym, co złożono."""
    with _reporting(home) as database, database.read() as connection:
        filed = StoredReports(connection).filed(code, number)
        found = reproduce(connection, filed)
    _show_reproduction(filed.version, found)
    if not found.holds:
        raise click.ClickException(
            "Złożonego sprawozdania nie udało się odtworzyć – uruchom «owss verify» i «owss "
            "rebuild», aby znaleźć, co zmieniono."
        )


@contextmanager
def _reporting(home: Path) -> Iterator[Database]:
    """Open the database of reporting of the node that lives in a folder."""
    database = Database(place_at(home).settings.databases["reporting"])
    try:
        yield database
    finally:
        database.close()


def _in_words(version: ReportVersion) -> str:
    drawn, told = version.drawn, version.told
    words = [
        f"wersja {version.number}",
        polish.moment(version.submitted_at),
        f"{polish.days(drawn.period)} r.",
        f"program {drawn.programme}/{drawn.programme_version}",
        f"SHA-256 danych {told.value_digest[:12]}…",
    ]
    if drawn.incomplete:
        words.append(f"niepełne dane: {', '.join(drawn.incomplete)}")
    if drawn.not_folded:
        words.append(f"nieujęte zdarzenia: {drawn.not_folded}")
    return ", ".join(words)


def _show_change(changed: ChangedCell) -> None:
    path = changed.path
    before, after = changed.shown
    click.echo(f"{path.table} / {path.row} / {path.column}: {before} → {after}")
    for cause in changed.causes[:SHOWN_CAUSES]:
        number = cause.data.get("card_number")
        subject = f"karta {number}" if number else cause.subject
        click.echo(f"    {cause.source} {cause.position}  {cause.type}  {subject}")
    if len(changed.causes) > SHOWN_CAUSES:
        click.echo(f"    … i jeszcze {len(changed.causes) - SHOWN_CAUSES}")
    if not changed.causes:
        click.echo("    żadne zdarzenie: zmienił się stan danych, listy osób albo sposób liczenia")


def _show_reproduction(version: ReportVersion, found: Reproduction) -> None:
    drawn = version.drawn
    kept = "✓ nienaruszone" if found.is_intact else "✗ zmienione po złożeniu"
    click.echo(f"Sprawozdanie {drawn.programme}, wersja {version.number}")
    click.echo(f"  złożone pliki i dane: {kept}")
    for what, likeness in (
        ("liczby", found.numbers),
        ("wartość", found.value),
        ("PDF", found.pdf),
        ("XLSX", found.xlsx),
    ):
        click.echo(f"  {what}: {_LIKENESS[likeness]}")
    if found.taken_as_filed:
        click.echo(
            f"  osoby bez powtórzeń między węzłami: wskaźników {found.taken_as_filed}, przyjęte "
            "jak złożono, bo list z tamtej chwili już nie ma"
        )
    if found.other_tools:
        named = ", ".join(_TOOLS[name] for name in found.other_tools)
        click.echo(f"  inne niż przy złożeniu: {named}")


COMMANDS = (report,)
