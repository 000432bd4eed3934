"""Which node of this machine a command is about."""

from __future__ import annotations

from pathlib import Path

import click

from services.node.installing import NodePlace
from shared.settings import read_settings

HOME = Path(".owss")
"""Where this project keeps what it starts by itself, beside the README."""

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=HOME / "node",
    envvar="OWSS_HOME",
    show_default=True,
    help="Folder węzła (zmienna OWSS_HOME).",
)


def place_at(home: Path) -> NodePlace:
    """Return the node that lives in a folder; raise SettingsUnusable if none does."""
    return NodePlace(settings=read_settings(home), home=home)
