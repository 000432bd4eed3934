"""The `owss` command as people run it: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from services.node.own_processes import wait_until
from tests.servers.rabbitmq import RabbitmqServer

PROJECT = Path(__file__).parents[2]
SEASON = PROJECT / "deploy" / "demo" / "season-2009.yaml"
OWSS = ("-c", "from services.node.cli import main; main()")
LIMIT = 300.0


@dataclass(frozen=True)
class Ended:
    """What a command left: its exit code, and what a person saw."""

    code: int
    shown: str

    @property
    def is_without_traceback(self) -> bool:
        return "Traceback" not in self.shown


@dataclass
class Terminal:
    """A folder where somebody types commands; `broker` is the one that the settings name."""

    folder: Path
    broker: RabbitmqServer | None = None
    settings: dict[str, str] = field(default_factory=dict)
    _started: list[Started] = field(default_factory=list)

    def run(self, *arguments: str) -> Ended:
        started = self.start(*arguments)
        return started.ended()

    def start(self, *arguments: str) -> Started:
        started = Started(
            subprocess.Popen(
                [sys.executable, *OWSS, *arguments],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        self._started.append(started)
        return started

    def close(self) -> None:
        """End whatever a test that failed has left at work."""
        for started in self._started:
            started.send(signal.SIGTERM)
            started.ended()

    def _environment(self) -> dict[str, str]:
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), "COLUMNS": "80", **self.settings}
        if self.broker is not None:
            login = f"{self.broker.user}:{self.broker.password}"
            address = f"{self.broker.host}:{self.broker.amqp_port}"
            environment["OWSS_BROKER_URL"] = f"amqp://{login}@{address}"
            environment["OWSS_BROKER_MANAGEMENT_URL"] = self.broker.management_url
        return environment


class Started:
    """A command that is at work; its lines are read as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def shown(self) -> str:
        return "".join(self._lines)

    def wait_until_it_says(self, words: str) -> None:
        said = wait_until(lambda: words in self.shown or self._process.poll() is not None, LIMIT)
        assert said, self.shown
        assert words in self.shown, self.shown

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def kill(self) -> None:
        self._process.kill()
        self.ended()

    def ended(self) -> Ended:
        code = self._process.wait(LIMIT)
        self._reader.join(LIMIT)
        return Ended(code, self.shown)

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            self._lines.extend(iter(output.readline, ""))


def tiny_season(folder: Path, nodes: Sequence[str] = ()) -> Path:
    """Write a season with a few cards at each node; with `nodes`, only at these."""
    season = yaml.safe_load(SEASON.read_text(encoding="utf-8"))
    for node, volumes in season["nodes"].items():
        cards = 2 if not nodes or node in nodes else 1
        volumes |= {
            "cards": {"2009-06": cards, "2009-07": 1},
            "clients": dict.fromkeys(volumes["clients"], 2),
            "became_cooperative": 0,
            "two_clients": 1,
            "two_advisers": 1,
            "returned": {"incomplete": 1},
            "corrected": {},
            "unfinished": {},
            "unconfirmed": 0,
            "corrected_duties": {},
            "agreed_before": 1,
            "cancelled": 1,
            "no_shows": 1,
            "twice": 0,
            "paths": 0,
            "followed_up": 1,
            "erased": 0,
            "reopened": 0,
        }
    season["referrals"] = season["referrals"][:2]
    file = folder / "season.yaml"
    file.write_text(yaml.safe_dump(season, allow_unicode=True), encoding="utf-8")
    return file
