"""Counts a run's tests, and refuses a run in which a server's tests are missing or were skipped."""

import sys
from collections import Counter
from xml.etree import ElementTree as ET

# What tests/conftest.py writes beside each test that runs on a server.
SERVERS = ("rabbitmq", "postgresql", "chromium")


def main(report: str) -> int:
    """Print what was counted, with the line that CI reads at the end; 1 if something is wrong."""
    outcomes: Counter[str] = Counter()
    on_server: Counter[tuple[str, str]] = Counter()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it a moment ago
        outcome = _outcome(case)
        outcomes[outcome] += 1
        for declared in case.iter("property"):
            if declared.get("name") == "server":
                on_server[declared.get("value", ""), outcome] += 1

    complaints = [
        f"{server}: {on_server[server, 'passed']} passed, {on_server[server, 'skipped']} skipped"
        for server in SERVERS
        if not on_server[server, "passed"] or on_server[server, "skipped"]
    ]
    for complaint in complaints:
        sys.stdout.write(f"Tests on a server are missing or were skipped: {complaint}.\n")
    sys.stdout.write(
        f"{outcomes['passed']} passed, {outcomes['failed']} failed, {outcomes['skipped']} skipped\n"
    )
    return 1 if complaints or outcomes["failed"] or not outcomes["passed"] else 0


def _outcome(case: ET.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    skipped = case.find("skipped")
    if skipped is None:
        return "passed"
    # An expected failure ran: pytest only writes it down under the same name.
    return "xfailed" if skipped.get("type") == "pytest.xfail" else "skipped"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
