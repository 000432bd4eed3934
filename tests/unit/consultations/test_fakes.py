from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.lists_suite import ListsSuite
from tests.unit.consultations.paper_suite import PaperSuite
from tests.unit.consultations.records_suite import OpenWork, RecordsSuite
from tests.unit.consultations.register_suite import RegisterSuite
from tests.unit.consultations.working_time_suite import WorkingTimeSuite


class TestFakes(RecordsSuite, WorkingTimeSuite, RegisterSuite, ListsSuite, PaperSuite):
    @pytest.fixture
    def open_work(self) -> OpenWork:
        work = FakeWork()

        @contextmanager
        def open_it() -> Iterator[FakeWork]:
            yield work

        return open_it
