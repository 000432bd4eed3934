"""A RabbitMQ of our own on this machine: one folder, own ports, own login, nothing shared.

It listens on 127.0.0.1 only. It outlives a program that was killed, keeps its data, and the next
start finds it running or starts it again. It is ended by a signal to its own process, as is the
name server (epmd) that it would otherwise share with every Erlang program of the machine.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from services.node.broker_login import Broker, BrokerMissing, BrokerUnavailable
from services.node.own_processes import OwnProcess, wait_until
from services.node.private_broker_home import (
    LOCALHOST,
    USER,
    BrokerHome,
    PassingPorts,
    free_ports,
)
from shared.messaging.management import BrokerProblem, Management

# Starting takes 7 s on a free machine with two cores.
START_LIMIT_SECONDS = 90.0
# Stopping takes 1 to 6 s; together with the name server it stays under 10.
STOP_LIMIT_SECONDS = 8.0
_NAME_SERVER_STOP_SECONDS = 1.0
_ANSWER_SECONDS = 2.0

# Debian's program in /usr/sbin changes to the user rabbitmq and to the machine's own broker, so
# the one behind it comes first.
_SERVER_PLACES = ("/usr/lib/rabbitmq/bin", "/usr/local/sbin", "/opt/homebrew/sbin", "/usr/sbin")


@dataclass(frozen=True, kw_only=True)
class _Running:
    """Who runs in a home, and for whom; `running.json` keeps it."""

    broker: OwnProcess
    names: OwnProcess
    owner: OwnProcess


@dataclass(frozen=True, kw_only=True)
class PrivateBroker(Broker):
    """A broker in a folder of ours, ready for use.

    `ours_to_end`: this start began it, or took it over from a program that was killed.
    """

    home: Path
    ours_to_end: bool
    running: _Running
    children: tuple[subprocess.Popen[bytes], ...] = ()

    def stop(self) -> None:
        """End the broker within ten seconds, unless another start that still lives began it."""
        if not self.ours_to_end:
            return
        folder = BrokerHome(self.home)
        with _one_at_a_time(folder):
            _end(self.running, self.children)
            folder.running.unlink(missing_ok=True)


def find_server(search_path: str | None = None) -> Path | None:
    """Return the program that starts RabbitMQ on this machine, if there is one."""
    places = os.pathsep.join([*_SERVER_PLACES, search_path or os.environ.get("PATH", "")])
    found = shutil.which("rabbitmq-server", path=places)
    return Path(found) if found else None


def start_private_broker(
    home: Path,
    settings: Mapping[str, str] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> PrivateBroker:
    """Start the broker of a folder, or find it running; return when it takes connections.

    `settings` may name `OWSS_BROKER_PORT` and `OWSS_BROKER_MANAGEMENT_PORT`.

    Raises `BrokerMissing` without RabbitMQ on this machine, and `BrokerUnavailable` when it does
    not start: a busy port, a full disk, an error of its own.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = BrokerHome(home.resolve())
        with _one_at_a_time(folder):
            return _reuse(folder, say) or _start(folder, settings or {}, say)
    except OSError as failure:
        raise BrokerUnavailable(
            f"Nie można zapisać plików brokera w folderze {home} ({failure.strerror}) – sprawdź "
            "uprawnienia i wolne miejsce na dysku."
        ) from failure


def stop_left_broker(home: Path) -> bool:
    """End the broker that a program which is gone left running here; tell if there was one."""
    running = _noted(BrokerHome(home.resolve()))
    if running is None or running.owner.is_running() or not running.broker.is_running():
        return False
    _end(running, ())
    return True


def _reuse(folder: BrokerHome, say: Callable[[str], None]) -> PrivateBroker | None:
    """Return the broker that an earlier program left running, or `None` if there is none."""
    running = _noted(folder)
    if running is None:
        return None
    if not running.broker.is_running():
        running.names.end(_NAME_SERVER_STOP_SECONDS)
        return None
    say("Broker RabbitMQ już działa.")
    orphaned = not running.owner.is_running()
    if orphaned:
        running = _Running(
            broker=running.broker, names=running.names, owner=OwnProcess.with_id(os.getpid())
        )
        _note(folder, running)
    return _when_ready(folder, running, ours_to_end=orphaned)


def _start(
    folder: BrokerHome, settings: Mapping[str, str], say: Callable[[str], None]
) -> PrivateBroker:
    server = find_server()
    name_server = _find_name_server()
    if server is None or name_server is None:
        raise BrokerMissing(
            "Na tym komputerze nie ma programu rabbitmq-server – zainstaluj pakiet "
            "rabbitmq-server albo podaj adres brokera w OWSS_BROKER_URL."
        )
    remembered = folder.prepare(settings)
    distribution, names = free_ports(2)
    environment = folder.environment(
        remembered.node_name,
        PassingPorts(distribution=distribution, names=names),
        path=os.environ.get("PATH", os.defpath),
    )
    say("Uruchamiam własnego brokera RabbitMQ (około 10 s)…")
    # In the foreground: the broker would start it as a daemon whose process id nobody knows.
    name_server_process = _spawn(
        [str(name_server), "-port", str(names), "-address", LOCALHOST], environment, folder
    )
    broker_process = _spawn([str(server)], environment, folder)
    running = _Running(
        broker=OwnProcess.with_id(broker_process.pid),
        names=OwnProcess.with_id(name_server_process.pid),
        owner=OwnProcess.with_id(os.getpid()),
    )
    children = (broker_process, name_server_process)
    try:
        _note(folder, running)
        return _when_ready(folder, running, ours_to_end=True, children=children)
    except BaseException:  # Ctrl-C as well: nothing that was started here stays behind
        _end(running, children)
        folder.running.unlink(missing_ok=True)
        raise


def _spawn(
    command: list[str], environment: dict[str, str], folder: BrokerHome
) -> subprocess.Popen[bytes]:
    with folder.output.open("ab") as output:
        return subprocess.Popen(
            command,
            env=environment,
            cwd=folder.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # Ctrl-C at the terminal is for the program, which then ends its broker in order.
            start_new_session=True,
        )


def _when_ready(
    folder: BrokerHome,
    running: _Running,
    *,
    ours_to_end: bool,
    children: tuple[subprocess.Popen[bytes], ...] = (),
) -> PrivateBroker:
    """Wait until the broker says itself that it takes AMQP connections."""
    remembered = folder.remembered()
    url = f"http://{LOCALHOST}:{remembered.management_port}"
    management = Management(url, USER, remembered.password, timeout=_ANSWER_SECONDS)

    def ready() -> bool:
        try:
            return management.listens_on(remembered.amqp_port)
        except BrokerProblem:
            return False

    settled = wait_until(lambda: ready() or not running.broker.is_running(), START_LIMIT_SECONDS)
    management.close()
    # Asked once: a busy broker that has answered may be late with its next answer.
    if not settled or not running.broker.is_running():
        raise BrokerUnavailable(
            f"Broker RabbitMQ w folderze {folder.folder} nie wystartował; ostatnie wiersze jego "
            f"dziennika: {folder.last_words()}"
        )
    return PrivateBroker(
        host=LOCALHOST,
        amqp_port=remembered.amqp_port,
        management_url=url,
        user=USER,
        password=remembered.password,
        home=folder.folder,
        ours_to_end=ours_to_end,
        running=running,
        children=children,
    )


def _end(running: _Running, children: tuple[subprocess.Popen[bytes], ...]) -> None:
    # The name server first, at once: whoever is killed while waiting for the broker leaves none.
    running.names.end(_NAME_SERVER_STOP_SECONDS)
    running.broker.end(STOP_LIMIT_SECONDS)
    for child in children:
        child.poll()  # otherwise Python believes that they still run, and warns


def _noted(folder: BrokerHome) -> _Running | None:
    """Return who runs here, or ran here last; `None` if nobody ever did."""
    try:
        left = json.loads(folder.running.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return _Running(**{name: OwnProcess(**process) for name, process in left.items()})


def _note(folder: BrokerHome, running: _Running) -> None:
    folder.running.write_text(json.dumps(asdict(running), indent=2) + "\n", encoding="utf-8")


def _find_name_server() -> Path | None:
    """Return epmd; it always comes with Erlang, though not always on the search path."""
    beside_erlang = shutil.which("erl")
    places = [os.environ.get("PATH", os.defpath)]
    if beside_erlang:
        places.append(str(Path(beside_erlang).resolve().parent))
    found = shutil.which("epmd", path=os.pathsep.join(places))
    return Path(found) if found else None


@contextmanager
def _one_at_a_time(folder: BrokerHome) -> Iterator[None]:
    with folder.lock.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
