"""What a person sees, at a terminal and in a file."""

from __future__ import annotations

import io

import pytest

from services.node.stage import Stage


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    monkeypatch.setenv("COLUMNS", "80")
    return io.StringIO()


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_sentence_is_a_line_and_an_empty_one_is_none(shown: io.StringIO) -> None:
    stage = Stage(shown)

    stage.say("Zapisano [b]plik[/b] " + "x" * 90)
    stage.say("")

    assert shown.getvalue() == "Zapisano [b]plik[/b] " + "x" * 90 + "\n"


def test_numbers_stand_to_the_right_under_their_headings(shown: io.StringIO) -> None:
    hours = "1\N{NO-BREAK SPACE}612,50"

    Stage(shown).table(
        "Wskaźniki",
        ("plan", "wykonanie"),
        [["porady", "600", hours], ["długa nazwa " * 6, "7", "<5"]],
    )

    lines = [line.rstrip() for line in shown.getvalue().splitlines()]
    assert lines[1] == f"{'Wskaźniki':<44}{'plan':>10} {'wykonanie':>10}"
    assert lines[2] == f"{'porady':<44}{'600':>10} {hours:>10}"
    assert lines[3].endswith("<5")
    assert len(lines) == 5


def test_lines_stand_under_one_another(shown: io.StringIO) -> None:
    Stage(shown).lines("Stan danych", [("CIS CISTOR", "komplet"), ("Żarska", "opóźnienie")])

    assert shown.getvalue() == "\nStan danych\nCIS CISTOR  komplet\nŻarska      opóźnienie\n"


def test_progress_is_one_line_in_a_file_and_a_bar_at_a_terminal(shown: io.StringIO) -> None:
    terminal = Terminal()

    for file in (shown, terminal):
        with Stage(file).counting("Gram sezon", 2) as count:
            count(1, 2)
            count(2, 2)

    assert shown.getvalue() == "Gram sezon…\n"
    assert "2/2" in terminal.getvalue()
