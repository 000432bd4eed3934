"""The `owss` command."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

# All that follows takes a second to import; Ctrl-C in it ends the process without many words.
_usual = signal.signal(signal.SIGINT, signal.SIG_DFL)

import click  # noqa: E402 - see above

from services.node import (  # noqa: E402 - see above
    commands_account,
    commands_advice,
    commands_centre,
    commands_data,
    commands_demo,
    commands_exchange,
    commands_import,
    commands_report,
)
from services.node.polish_click import in_polish  # noqa: E402 - see above
from services.node.problems import sentence_of  # noqa: E402 - see above

signal.signal(signal.SIGINT, _usual)

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells expect it."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def owss() -> None:
    """OWSS: sieć ośrodków wsparcia spółdzielczości socjalnej.

    Od karty porady do sprawozdania dla Ministerstwa. Na początek: «owss demo».
    """


for group in (
    commands_demo,
    commands_centre,
    commands_report,
    commands_exchange,
    commands_data,
    commands_advice,
    commands_import,
    commands_account,
):
    for command in group.COMMANDS:
        owss.add_command(command)
in_polish(owss)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command, and end the process.

    What a person must put right is one sentence and the exit code 1, what they mistyped 2; only a
    mistake of ours shows where it happened.
    """
    try:
        owss.main(args=arguments, prog_name="owss", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Przerwano.", err=True)
        sys.exit(INTERRUPTED)
    except Exception as error:
        told = sentence_of(error)
        if told is None:
            raise
        click.ClickException(told).show()
        sys.exit(1)
