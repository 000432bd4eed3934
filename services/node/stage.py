"""What a person at the terminal sees: sentences, progress, tables."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Stage:
    """Writes to the terminal; progress bars only where there is one."""

    def __init__(self) -> None:
        """Take the terminal, or the file that stands for it, as it is."""
        self._console = Console(highlight=False, soft_wrap=True)

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        if sentence:
            self._console.print(sentence, markup=False)

    @contextmanager
    def counting(
        self, what: str, total: int | None
    ) -> Iterator[Callable[[int, int], None]]:
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

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show a table; every column but the first is a number."""
        table = Table(title=title, title_justify="left")
        for number, column in enumerate(columns):
            table.add_column(column, justify="left" if number == 0 else "right")
        for row in rows:
            table.add_row(*row)
        self._console.print(table)
