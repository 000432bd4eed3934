"""What a person at the terminal sees: sentences, progress, tables."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import IO

NAME_WIDTH = 43
"""Columns of the terminal for the name of a row; with three numbers it stays under 80."""

NUMBER_WIDTH = 10


class Stage:
    """Writes to the terminal; progress bars only where there is one."""

    def __init__(self, file: IO[str] | None = None) -> None:
        """Take the terminal, or the file that stands for it, as it is."""
        self._console = Console(highlight=False, soft_wrap=True, file=file)

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one is none."""
        if sentence:
            self._console.print(sentence, markup=False)

    @contextmanager
    def counting(self, what: str, total: int | None) -> Iterator[Callable[[int, int], None]]:
        """Show how far something is; what is given takes (done, of how many)."""
        if not self._console.is_terminal:
            self.say(f"{what}…")
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(
            *columns, console=self._console, disable=not self._console.is_terminal
        ) as progress:
            task = progress.add_task(what, total=total)

            def count(done: int, of: int) -> None:
                progress.update(task, completed=done, total=of)

            yield count

    def table(self, title: str, numbers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show a table: a name in each row, then numbers under their headings."""
        table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
        table.add_column(Text(title), width=NAME_WIDTH, header_style="bold")
        for number in numbers:
            table.add_column(
                number, justify="right", width=NUMBER_WIDTH, no_wrap=True, header_style="dim"
            )
        for row in rows:
            table.add_row(*(Text(entry) for entry in row))
        self._console.print()
        self._console.print(table, soft_wrap=False)

    def lines(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        """Show a line for each row: a name, and what is said of it."""
        self._console.print()
        self._console.print(Text(title, style="bold"))
        wide = max((len(name) for name, _ in rows), default=0)
        for name, said in rows:
            self.say(f"{name:<{wide}}  {said}")
