from tests.unit.consultations.records_suite import RecordsSuite


class TestStoredRecords(RecordsSuite):
    """The suite of the fakes, on both databases."""
