"""A demo's nodes play one season; another is refused before anything is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.node.remembered_demo import AnotherDemo, remember

PLAYED = {"seed": 2009, "season": "cards: 2", "programme": "code: owss-2009"}


def played(home: Path, **differing: object) -> None:
    remember(home, **{**PLAYED, **differing})  # type: ignore[arg-type] # one of three types


def test_the_same_season_may_be_played_again(tmp_path: Path) -> None:
    played(tmp_path / "demo")

    played(tmp_path / "demo")

    assert [file.name for file in (tmp_path / "demo").iterdir()] == ["season.json"]


@pytest.mark.parametrize(
    ("differing", "said"),
    [
        ({"seed": 7}, "z ziarnem 2009"),
        ({"season": "cards: 3"}, "z inną treścią pliku sezonu albo programu"),
        ({"programme": "code: owss-2010"}, "z inną treścią pliku sezonu albo programu"),
    ],
)
def test_another_season_is_refused_with_what_to_do(
    tmp_path: Path, differing: dict[str, object], said: str
) -> None:
    played(tmp_path)

    with pytest.raises(AnotherDemo, match=said) as refusal:
        played(tmp_path, **differing)
    played(tmp_path)

    assert "usuń ten folder" in str(refusal.value)
