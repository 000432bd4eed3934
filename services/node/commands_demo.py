"""`owss demo`, `owss up`, `owss down`."""

from __future__ import annotations

import os
import signal
from threading import Event
from typing import TYPE_CHECKING

import click

from services.node.broker import find_broker
from services.node.bus_process import start_all, stop_all, stop_leftover
from services.node.clocks import WallClock
from services.node.demo import faults_of, play_season, start_demo
from services.node.installing import expect_sources, install_node, open_uplink
from services.node.homes import HOME
from services.node.key_figures import show_key_figures
from services.node.private_broker import stop_left_broker
from services.node.runtime import SERVICES
from services.node.stage import Stage

if TYPE_CHECKING:
    from services.node.proofs import Proof

SEED = 2009

SHOWN_FAULTS = 10
"""Faults of one proof that are shown; the others are only counted."""


@click.command()
@click.option("--once", is_flag=True, help="Sprawdź wynik i zakończ, zamiast czekać na Ctrl-C.")
@click.option("--seed", default=SEED, show_default=True, help="Ziarno losowania sezonu.")
def demo(*, once: bool, seed: int) -> None:
    """Pokazowy sezon 2009: pięć węzłów, porady, sprawozdanie dla Ministerstwa."""
    stage = Stage()
    home = HOME / "demo"
    stop = _stop_on_signals()
    running = start_demo(home, os.environ, stage)
    try:
        play_season(running, seed, stage)
        report, files = running.report(home)
        show_key_figures(report, stage)
        stage.say(f"Sprawozdanie: {files.pdf} i {files.xlsx}")
        if once:
            faults = faults_of(running.proofs(), lambda proof: _show(proof, stage))
            if faults:
                message = f"Nie zgadza się, co wyżej oznaczono ✗ ({faults})."
                raise click.ClickException(message)
            return
        stage.say("Węzły działają. Zatrzymaj: Ctrl-C.")
        stop.wait()
    finally:
        stage.say("Zatrzymuję węzły…")
        running.stop()


@click.command()
@click.option("--node", default="osrodek", show_default=True, help="Identyfikator węzła.")
def up(*, node: str) -> None:
    """Jeden pusty węzeł, który zachowuje dane; działa do Ctrl-C."""
    stage = Stage()
    home = HOME / "node"
    stop = _stop_on_signals()
    broker = find_broker(HOME / "broker", os.environ, stage.say)
    try:
        place = install_node(home, broker, node=node, centre=node)
        sources = [f"/nodes/{place.settings.node}/{service}" for service in SERVICES]
        expect_sources(place, sources, WallClock().now())
        open_uplink(place)
        started = start_all([home])
        stage.say(f"Węzeł „{place.settings.node}” działa. Zatrzymaj: Ctrl-C.")
        stop.wait()
        stage.say("Zatrzymuję węzeł…")
        stop_all(started)
    finally:
        broker.stop()


@click.command()
def down() -> None:
    """Zatrzymaj to, co po przerwanym poleceniu jeszcze działa."""
    homes = [HOME / "node", *sorted((HOME / "demo" / "nodes").glob("*"))]
    ended = sum(stop_leftover(home) for home in homes)
    ended += stop_left_broker(HOME / "broker")
    click.echo(f"Zatrzymane procesy: {ended}.")


def _stop_on_signals() -> Event:
    """Return what Ctrl-C and SIGTERM set; before anybody waits for it they interrupt."""
    stop = Event()

    def interrupt(*_: object) -> None:
        if stop.is_set():
            return
        stop.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    return stop


def _show(proof: Proof, stage: Stage) -> None:
    stage.say(f"{'✓' if proof.holds else '✗'} {proof.claim} ({proof.looked_at})")
    for fault in proof.faults[:SHOWN_FAULTS]:
        stage.say(f"    {fault}")
    if len(proof.faults) > SHOWN_FAULTS:
        stage.say(f"    … i jeszcze {len(proof.faults) - SHOWN_FAULTS}")


COMMANDS = (demo, up, down)
