"""The table of faults says what the tests left, and which of them failed."""

from pathlib import Path

import pytest

from tests.fault_table import Table

KILLED = "tests/bus/test_faults.py::test_it_is_killed[{}]"


def report(
    nodeid: str, *properties: tuple[str, object], outcome: str = "passed"
) -> pytest.TestReport:
    """Return what pytest tells of the last phase of a test."""
    return pytest.TestReport(
        nodeid=nodeid,
        location=("", None, ""),
        keywords={},
        outcome=outcome,  # type: ignore[arg-type]  # pytest wants one of three literals
        longrepr=None,
        when="teardown",
        duration=1.25,
        user_properties=list(properties),
    )


def written(path: Path, *reports: pytest.TestReport) -> list[str]:
    table = Table(path / "faults.md")
    for each in reports:
        table.pytest_runtest_logreport(each)
    table.pytest_sessionfinish()
    return table.path.read_text(encoding="utf-8").splitlines()


def test_runs_of_a_test_on_the_same_databases_are_one_row(tmp_path: Path) -> None:
    lines = written(
        tmp_path,
        report(KILLED.format("sqlite-before"), ("fault", "F1"), ("events", 1000), ("lost", 0)),
        report(KILLED.format("sqlite-after"), ("fault", "F1"), ("events", 234), ("lost", 0)),
        report(KILLED.format("postgresql"), ("fault", "F1"), ("figure", "3 kills")),
    )

    assert "| `test_it_is_killed` | SQLite | 2 | 1,234 | 0 | – | 2.5 |  |" in lines
    assert "| `test_it_is_killed` | PostgreSQL | 1 | – | – | – | 1.2 | 3 kills |" in lines


def test_what_failed_says_so(tmp_path: Path) -> None:
    lines = written(tmp_path, report(KILLED.format("x"), ("fault", "F1"), outcome="failed"))

    assert "| `test_it_is_killed` |  | 1 | – | – | – | 1.2 | **1 failed** |" in lines
    assert "0 of 1 runs passed, in 0 minutes together." in lines


def test_a_test_about_two_faults_stands_with_both_and_others_nowhere(tmp_path: Path) -> None:
    lines = written(
        tmp_path,
        report(KILLED.format("x"), ("fault", "F1"), ("fault", "F7")),
        report("tests/unit/test_else.py::test_something_else"),
    )

    assert sum("test_it_is_killed" in line for line in lines) == 2
    assert not any("test_something_else" in line for line in lines)
    assert "No test of this run was about it." in lines
