from tests.unit.consultations.lists_suite import ListsSuite
from tests.unit.consultations.paper_suite import PaperSuite
from tests.unit.consultations.records_suite import RecordsSuite
from tests.unit.consultations.register_suite import RegisterSuite
from tests.unit.consultations.working_time_suite import WorkingTimeSuite


class TestStoredRecords(RecordsSuite, WorkingTimeSuite, RegisterSuite, ListsSuite, PaperSuite):
    """The suites of the fakes, on both databases."""
