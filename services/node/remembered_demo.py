"""Which season a demo plays: its nodes keep what was played, so another would be added to it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

FILE_NAME = "season.json"


class AnotherDemo(Exception):
    """The nodes of a demo play one season; the text says how to play another."""


def remember(home: Path, *, seed: int, season: str, programme: str) -> None:
    """Keep what is about to be played in this folder.

    Raises AnotherDemo if something else was played there: another seed, or other files.
    """
    playing = {"seed": seed, "season": _digest(season), "programme": _digest(programme)}
    file = home / FILE_NAME
    try:
        played = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(playing, indent=2) + "\n", encoding="utf-8")
        return
    if played != playing:
        what = (
            f"z ziarnem {played['seed']}"
            if played["seed"] != seed
            else "z inną treścią pliku sezonu albo programu"
        )
        raise AnotherDemo(
            f"W folderze {home} grano już sezon {what} – usuń ten folder, aby zagrać od nowa, "
            "albo uruchom pokaz tak jak wtedy."
        )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
