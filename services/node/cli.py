"""The `owss` command."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from services.node import commands_centre, commands_data, commands_demo
from services.node.awaiting import NotArrived
from services.node.bus_process import BusFailed
from services.node.season.player import NodeSilent, StepRefused
from shared.messaging.management import BrokerProblem
from shared.settings import SettingsUnusable

if TYPE_CHECKING:
    from collections.abc import Sequence

PROBLEMS = (BrokerProblem, BusFailed, NotArrived, NodeSilent, StepRefused, SettingsUnusable)
"""What a person can put right: shown as the sentence that it is, without a traceback."""


@click.group()
def owss() -> None:
    """OWSS: sieć ośrodków wsparcia spółdzielczości socjalnej."""


for group in (commands_demo, commands_centre, commands_data):
    for command in group.COMMANDS:
        owss.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; end with 1 and a sentence where a person must put something right."""
    try:
        owss.main(args=arguments, prog_name="owss", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except PROBLEMS as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(_of_system(error), err=True)
        sys.exit(1)


def _of_system(error: OSError) -> str:
    where = Path(os.fsdecode(error.filename)) if error.filename else Path.cwd()
    return f"{where}: {error.strerror}. Zwolnij miejsce albo sprawdź uprawnienia i spróbuj ponownie."
