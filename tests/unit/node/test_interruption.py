"""Ctrl-C breaks a command off while it works, and ends it while it waits."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from services.node.interruption import Interruption


@pytest.fixture(autouse=True)
def usual_signals() -> Iterator[None]:
    usual = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in usual.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_while_a_command_works_it_is_broken_off_once(number: signal.Signals) -> None:
    Interruption()

    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)
    signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_while_it_waits_it_is_ended(number: signal.Signals) -> None:
    interruption = Interruption()
    sender = threading.Timer(0.05, os.kill, (os.getpid(), number))

    sender.start()
    interruption.wait()
    sender.join()
    signal.raise_signal(number)
