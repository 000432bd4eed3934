"""A node's bus process with some of its services: `python -m tests.bench.bus HOME SERVICE…`.

It is put together like `services.node.bus`, which all nodes run, so that one stage can be measured
apart from the others.
"""

# First of all, because importing it patches the process for green threads.
from services.node import bus  # isort: skip

import signal
import sys
from pathlib import Path

import eventlet
from nameko.runners import ServiceRunner

from services.consultations.service import ConsultationsService
from services.node.bus_process import READY
from services.node.garbage import look_for_garbage_less_often
from services.node.runtime import runtime_of
from services.reporting.service import ReportingService
from shared.messaging.runtime import CONFIG_KEY
from shared.observability import log_as_json
from shared.settings import read_settings

_SERVICES: dict[str, type[object]] = {
    each.name: each for each in (ConsultationsService, ReportingService)
}


def main(home: Path, services: list[str]) -> None:
    """Run the services until SIGTERM."""
    log_as_json(sys.stderr)
    settings = read_settings(home)
    look_for_garbage_less_often()
    runner = ServiceRunner(
        {
            "AMQP_URI": settings.broker_url,
            "max_workers": bus.RPC_WORKERS,
            CONFIG_KEY: runtime_of(settings, home, lambda _: None),
        }
    )
    for name in services:
        runner.add_service(_SERVICES[name])
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    print(READY, flush=True)  # noqa: T201 - whoever started the process waits for this line
    runner.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
