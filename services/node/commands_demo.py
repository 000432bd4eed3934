"""`owss demo`, `owss up`, `owss down`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from services.node.broker import find_broker
from services.node.bus_process import BUS, WEB, NodeRuns, stop_leftover
from services.node.clocks import WallClock
from services.node.demo import SEASON_FILE, play_season, start_demo
from services.node.demo_accounts import PASSWORD
from services.node.homes import HOME
from services.node.installing import expect_sources, install_node, open_uplink
from services.node.interruption import Interruption
from services.node.key_figures import show_key_figures
from services.node.private_broker import stop_left_broker
from services.node.runtime import SERVICES
from services.node.stage import Stage
from services.node.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.node.demo import Demo
    from services.node.demo_accounts import DemoPages
    from services.node.proofs import Proof

SEED = 2009

SHOWN_FAULTS = 10
"""Faults of one proof that are shown; the others are only counted."""


@click.command()
@click.option("--once", is_flag=True, help="Sprawdź wynik i zakończ, zamiast czekać na Ctrl-C.")
@click.option(
    "--seed", default=SEED, show_default=True, metavar="LICZBA", help="Ziarno losowania sezonu."
)
@click.option(
    "--season",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=SEASON_FILE,
    metavar="PLIK",
    help="Plik sezonu: ile czego się działo; domyślnie sezon 2009.",
)
def demo(*, once: bool, seed: int, season: Path) -> None:
    """Sezon pokazowy 2009: pięć węzłów i sprawozdanie.

    Węzły zachowują dane w folderze .owss/demo; drugie uruchomienie niczego nie podwaja.
    """
    stage = Stage()
    home = HOME / "demo"
    interruption = Interruption()
    with start_demo(home, os.environ, stage, season_file=season, seed=seed) as running:
        play_season(running, stage)
        report, files = running.report(home)
        show_key_figures(report, running.programme, stage)
        stage.say(f"Sprawozdanie: {files.pdf} i {files.xlsx}")
        if once:
            _check(running, stage)
        else:
            with running.pages(stage) as opened:
                _show_pages(opened, stage)
                stage.say("Węzły działają. Zatrzymaj: Ctrl-C.")
                interruption.wait()


@click.command()
@click.option(
    "--node", default="osrodek", show_default=True, metavar="NAZWA", help="Identyfikator węzła."
)
@click.option(
    "--centre", metavar="NAZWA", help="Identyfikator centrali, jeśli węzeł ma do niej dołączyć."
)
def up(*, node: str, centre: str | None) -> None:
    """Jeden pusty węzeł, który zachowuje dane.

    Dane są w folderze .owss/node; węzeł działa do Ctrl-C.
    """
    stage = Stage()
    home = HOME / "node"
    interruption = Interruption()
    broker = find_broker(HOME / "broker", os.environ, stage.say)
    supervisor = Supervisor([home], stage.say)
    pages = Supervisor([home], stage.say, WEB)
    try:
        place = install_node(home, broker, node=node, centre=centre or node)
        sources = [f"/nodes/{place.settings.node}/{service}" for service in SERVICES]
        expect_sources(place, sources, WallClock().now())
        if place.settings.is_centre:
            open_uplink(place)
        supervisor.start()
        pages.start()
        stage.say(
            f"Węzeł „{place.settings.node}” działa: http://{place.settings.web}. Zatrzymaj: Ctrl-C."
        )
        interruption.wait()
    finally:
        stage.say("Zatrzymuję węzeł…")
        pages.stop()
        supervisor.stop()
        broker.stop()


@click.command()
def down() -> None:
    """Zatrzymaj, co zostało po przerwanym poleceniu."""
    ended, run_elsewhere = 0, []
    for home in (HOME / "node", *sorted((HOME / "demo" / "nodes").glob("*"))):
        for program in (WEB, BUS):
            try:
                ended += stop_leftover(home, program)
            except NodeRuns as running:
                run_elsewhere.append(running)
    ended += stop_left_broker(HOME / "broker")
    click.echo(f"Zatrzymane procesy: {ended}.")
    if run_elsewhere:
        raise run_elsewhere[0]


def _show_pages(opened: Sequence[DemoPages], stage: Stage) -> None:
    """Say where the pages are and who can look at them."""
    stage.say(f"Strony węzłów (hasło każdej osoby: {PASSWORD}):")
    for pages in opened:
        stage.say(f"  {pages.node}: {pages.address}")
        for login in pages.logins:
            stage.say(f"      {login.login} – {login.full_name}")


def _check(running: Demo, stage: Stage) -> None:
    """Prove the season; say which claim does not hold, and end with 1 then."""
    stage.say("")
    broken = [proof for proof in running.proofs() if not _show(proof, stage)]
    if broken:
        raise click.ClickException(
            f"Nie zgadza się, co wyżej oznaczono ✗ ({len(broken)}) – uruchom «owss verify --home "
            f"{HOME / 'demo' / 'nodes'}/WĘZEŁ», aby zbadać węzeł."
        )


def _show(proof: Proof, stage: Stage) -> bool:
    stage.say(f"{'✓' if proof.holds else '✗'} {proof.claim} ({proof.looked_at})")
    for fault in proof.faults[:SHOWN_FAULTS]:
        stage.say(f"    {fault}")
    if len(proof.faults) > SHOWN_FAULTS:
        stage.say(f"    … i jeszcze {len(proof.faults) - SHOWN_FAULTS}")
    return proof.holds


COMMANDS = (demo, up, down)
