"""A private PostgreSQL cluster for a test run, with databases made and dropped per test."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from services.node.own_processes import wait_until
from services.node.private_broker_home import free_ports
from tests.servers.sharing import Address, ServerMissing

START_LIMIT_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class PostgresqlServer:
    """Where a server is and who may make databases there."""

    host: str
    port: int
    user: str
    password: str

    @classmethod
    def at(cls, url: str) -> "PostgresqlServer":
        """Take the server that a setting names, as `postgresql://user:password@host:port`."""
        parts = make_url(url)
        return cls(
            host=parts.host or "127.0.0.1",
            port=parts.port or 5432,
            user=parts.username or "postgres",
            password=parts.password or "",
        )

    def url(self, database: str) -> str:
        """Give SQLAlchemy's address of a database."""
        return URL.create(
            "postgresql+psycopg", self.user, self.password, self.host, self.port, database
        ).render_as_string(hide_password=False)

    @contextmanager
    def database(self, *, like: str = "") -> Iterator[str]:
        """Make a database and drop it afterwards, whoever is still connected.

        It is empty, or a copy of the one at the address `like`, which nobody uses meanwhile.
        """
        name = f"test_{uuid4().hex}"
        template = sql.Identifier(make_url(like).database or "" if like else "template1")
        with self._administrator() as administrator:
            administrator.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template)
            )
        try:
            yield self.url(name)
        finally:
            with self._administrator() as administrator:
                administrator.execute(
                    sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                )

    def _administrator(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            dbname="postgres",
            autocommit=True,
        )


def start_private(home: Path) -> Address:
    """Make a cluster in a folder and start it on a free port of this machine.

    It is flushed to disk like any other (fsync stays on): crash tests rely on that.
    Raises `ServerMissing` without PostgreSQL on this machine.
    """
    programs = _programs()
    password = secrets.token_urlsafe()
    (home / "password").write_text(password, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (home, home / "password"):
            shutil.chown(path, "postgres", "postgres")
    _run(
        programs / "initdb",
        f"--pgdata={home}/data",
        "--username=postgres",
        f"--pwfile={home}/password",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        home=home,
    )
    port = _start_on_a_free_port(programs, home)
    return {"host": "127.0.0.1", "port": port, "user": "postgres", "password": password}


def stop_private(home: Path) -> None:
    """Stop the cluster at once, if it runs; nobody wants its data any more."""
    if (home / "data" / "postmaster.pid").exists():
        _run(_programs() / "pg_ctl", "stop", "--mode=immediate", f"--pgdata={home}/data", home=home)


def start_again(home: Path, port: int) -> None:
    """Start a cluster that was killed, on the port where it was.

    Not before the last of its processes has gone: until then PostgreSQL refuses.
    """

    def starts() -> bool:
        try:
            _start(_programs(), home, port)
        except subprocess.CalledProcessError:
            return False
        return True

    assert wait_until(starts, START_LIMIT_SECONDS)


def _start_on_a_free_port(programs: Path, home: Path, attempts: int = 3) -> int:
    [port] = free_ports(1)
    try:
        _start(programs, home, port)
    except subprocess.CalledProcessError:
        # Somebody may have taken the port in between.
        if attempts == 1:
            raise
        return _start_on_a_free_port(programs, home, attempts - 1)
    return port


def _start(programs: Path, home: Path, port: int) -> None:
    _run(
        programs / "pg_ctl",
        "start",
        "--wait",
        f"--timeout={START_LIMIT_SECONDS}",
        f"--pgdata={home}/data",
        f"--log={home}/log",
        f"--options=-p {port} -c listen_addresses=127.0.0.1 -k {home}",
        home=home,
    )


def _run(program: Path, *arguments: str, home: Path) -> None:
    """Run one of PostgreSQL's programs; as the user postgres if we are root, whom they refuse."""
    subprocess.run(
        [program, *arguments],
        check=True,
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        user="postgres" if os.geteuid() == 0 else None,
        group="postgres" if os.geteuid() == 0 else None,
        extra_groups=[] if os.geteuid() == 0 else None,
    )


def _programs() -> Path:
    """Find the folder of initdb and pg_ctl; Debian keeps one per version, outside PATH."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    if not versions:
        raise ServerMissing(
            "No PostgreSQL here: install Debian's package postgresql, "
            "or name a server in OWSS_TEST_POSTGRESQL_URL."
        )
    return versions[-1].parent
