"""The bus process of a node: `python -m services.node.bus HOME`, until it is told to stop."""

# Everything below must be imported into a patched process, so this stands before all of it.
import eventlet

eventlet.monkey_patch()

import os  # noqa: E402 - see above
import signal  # noqa: E402 - see above
import sys  # noqa: E402 - see above
from pathlib import Path  # noqa: E402 - see above

# Otherwise one query of psycopg holds every green thread still (reliability.md 4).
os.environ["PSYCOPG_WAIT_FUNC"] = "wait_select"

import structlog  # noqa: E402 - see above
from eventlet.event import Event  # noqa: E402 - see above
from nameko.runners import ServiceRunner  # noqa: E402 - see above

from services.consultations.service import ConsultationsService  # noqa: E402 - see above
from services.node.broker_check import check_login  # noqa: E402 - see above
from services.node.bus_process import READY  # noqa: E402 - see above
from services.node.garbage import look_for_garbage_less_often  # noqa: E402 - see above
from services.node.runtime import runtime_of  # noqa: E402 - see above
from services.node.season.clock import SeasonClockService  # noqa: E402 - see above
from services.reporting.service import ReportingService  # noqa: E402 - see above
from shared.messaging.management import BrokerProblem  # noqa: E402 - see above
from shared.messaging.runtime import CONFIG_KEY  # noqa: E402 - see above
from shared.observability import log_as_json  # noqa: E402 - see above
from shared.settings import SettingsUnusable, read_settings  # noqa: E402 - see above

UNUSABLE = 3
"""The exit code for what a person must put right before another start makes sense."""

RPC_WORKERS = 10

END_LIMIT = 8.0
"""Seconds in which the services finish their work after the process was told to end."""

log = structlog.get_logger()


def main(home: Path) -> int:
    """Run the node's services until SIGTERM or SIGINT; return the exit code."""
    log_as_json(sys.stderr)
    try:
        settings = read_settings(home)
        check_login(settings.broker_url)
    except (SettingsUnusable, BrokerProblem) as problem:
        print(problem, file=sys.stderr, flush=True)  # noqa: T201 - the one sentence for a person
        return UNUSABLE
    runtime = runtime_of(settings, home, lambda _sentence: None)
    look_for_garbage_less_often()
    runner = ServiceRunner(
        {
            "AMQP_URI": settings.broker_url,
            "max_workers": RPC_WORKERS,
            CONFIG_KEY: runtime,
        }
    )
    runner.add_service(ConsultationsService)
    runner.add_service(ReportingService)
    if settings.season_begins is not None:
        runner.add_service(SeasonClockService)
    told_to_end = _on_signal()
    runner.start()
    print(READY, flush=True)  # noqa: T201 - whoever started the process waits for this line
    eventlet.spawn_n(_stop_once, told_to_end, runner)
    runner.wait()
    for database in runtime.databases.values():
        database.close()
    return 0


def _on_signal() -> Event:
    """Return what SIGTERM and SIGINT set off, also while the services are still starting.

    Whatever then takes too long (a broker that does not answer) is left as it is: what is not
    committed is rolled back, and what is not acknowledged comes again.
    """
    told_to_end = Event()

    def tell(*_: object) -> None:
        if not told_to_end.ready():
            told_to_end.send()
            eventlet.spawn_after(END_LIMIT, _give_up)

    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, tell)
    return told_to_end


def _stop_once(told_to_end: Event, runner: ServiceRunner) -> None:
    """Stop the services; not before they have started, or those that start later never would."""
    told_to_end.wait()
    runner.stop()


def _give_up() -> None:
    log.warning("ended_unfinished", seconds=END_LIMIT)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
