"""Databases with a service's tables: migrated once, and copied for each test.

A copy takes a tenth of the time of the migrations, and hundreds of tests want one.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from shared.migrations import upgrade
from tests.servers.postgresql import PostgresqlServer


class MigratedDatabases:
    """Gives databases that the migrations in a folder have made; for one process of a test run."""

    def __init__(self, folder: Path, templates: ExitStack) -> None:
        """Keep the files to copy from in a folder; `templates` removes those of PostgreSQL."""
        self._folder = folder
        self._templates = templates
        self._on_postgresql: dict[Path, str] = {}

    def sqlite(self, migrations: Path, file: Path) -> str:
        """Give SQLAlchemy's address of a new file."""
        template = self._folder / migrations.relative_to("/").as_posix().replace("/", "-")
        if not template.exists():
            upgrade(f"sqlite:///{template}", migrations)
        shutil.copyfile(template, file)
        return f"sqlite:///{file}"

    @contextmanager
    def postgresql(self, migrations: Path, server: PostgresqlServer) -> Iterator[str]:
        """Give SQLAlchemy's address of a database that is dropped afterwards."""
        if migrations not in self._on_postgresql:
            url = self._templates.enter_context(server.database())
            upgrade(url, migrations)
            self._on_postgresql[migrations] = url
        with server.database(like=self._on_postgresql[migrations]) as url:
            yield url
