"""Which node of this machine a command is about."""

from __future__ import annotations

from pathlib import Path

import click

from services.node.installing import NodePlace
from services.node.runtime import SERVICES
from shared.settings import FILE_NAME, SettingsUnusable, read_settings

HOME = Path(".owss")
"""Where this project keeps what it starts by itself, beside the README."""

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=HOME / "node",
    envvar="OWSS_HOME",
    show_default=True,
    metavar="FOLDER",
    help="Folder węzła (zmienna OWSS_HOME).",
)


def place_at(home: Path) -> NodePlace:
    """Return the node that lives in a folder; raise SettingsUnusable if none does."""
    settings = read_settings(home)
    lacking = [service for service in SERVICES if service not in settings.databases]
    if lacking:
        raise SettingsUnusable(
            f"W pliku {home / FILE_NAME} brakuje bazy danych ({', '.join(lacking)}) – dopisz jej "
            "adres w sekcji [databases]."
        )
    return NodePlace(settings=settings, home=home)
