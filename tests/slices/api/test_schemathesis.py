"""What the OpenAPI document promises holds, whatever schemathesis thinks of (issue 4, §1).

It asks over a socket: in process its probes without a token do not work with werkzeug's client.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine import Status, events, from_schema

from services.node.installing import NodePlace
from services.node.site import site_of_node
from shared.kernel.command import Role
from shared.web.api.application import WRONG_TOKENS
from tests.asked_by_programs import Asked
from tests.browser.examples import examples_of
from tests.browser.lived_in import copied
from tests.browser.serving import served
from tests.slices.api.programs import Issuer, api_of

SEED: Final = 2009

CHECKS: Final[Mapping[str, Any]] = {
    # What JSON Schema cannot say is refused with 422: a period that ends before it begins, a NIP
    # whose check digit is wrong, a code that no programme has. 412: a version that nobody read.
    "positive_data_acceptance": {
        "expected-statuses": ["2xx", "304", "401", "403", "404", "409", "412", "422", "429"]
    },
    # RFC 6585 has a status of its own for a missing If-Match.
    "missing_required_header": {
        "expected-statuses": ["400", "401", "403", "406", "415", "422", "428"]
    },
}
"""All checks are on; these two know statuses besides the usual ones."""

_FILES: Final = "cards|clients|records|register"
PARTS: Final = (
    "^/v1/accounts/",
    f"^/v1/consultations/({_FILES})",
    f"^/v1/consultations/(?!{_FILES})",
    "^/v1/reporting/",
)
"""All operations, in parts that take about as long."""

SOME: Final = (
    Role.ADVISER,
    Role.COORDINATOR,
    Role.NODE_ADMINISTRATOR,
    Role.REPORTING_OFFICER,
    Role.MINISTRY,
)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("paths", PARTS)
def test_whatever_is_sent_is_answered_as_the_document_says(
    paths: str, nodes: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = copied(nodes, tmp_path)
    issuer = Issuer(place)
    issuer.give_all_roles(Role.COORDINATOR)
    token = issuer.token(Role.COORDINATOR)

    found = _asked(place, _config(token, {}, coverage=True), paths)

    request.node.user_properties.append(found.asked.as_property())
    assert not found.wrong, "\n\n".join(found.wrong)


@pytest.mark.parametrize("role", SOME)
def test_real_records_are_answered_as_the_document_says(
    role: Role, nodes: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Only what the document allows, about records that there are."""
    place = copied(nodes, tmp_path)
    examples = examples_of(place)
    token = Issuer(place).token(role)
    known: dict[str, object] = {
        f"path.{name}": value
        for name, value in examples.items()
        if name.endswith("_id") or name in {"month", "programme", "name"}
    }
    known |= {"path.version": 1, "path.support_path_id": examples["path_id"]}

    found = _asked(place, _config(token, known, coverage=False), "")

    request.node.user_properties.append(found.asked.as_property())
    assert not found.wrong, "\n\n".join(found.wrong)


class _Found:
    """What schemathesis asked, and what it says is wrong, each kind of it once."""

    def __init__(self) -> None:
        self.asked = Asked()
        self.wrong: list[str] = []
        self._kinds: set[tuple[str, str, str]] = set()

    def add(self, scenario: events.ScenarioFinished) -> None:
        recorder = scenario.recorder
        self.asked.operations.add(recorder.label)
        self.asked.cases += len(recorder.interactions)
        for case_id, checks in recorder.checks.items():
            self.asked.checks |= {check.name for check in checks}
            for check in checks:
                if check.status is Status.FAILURE and check.failure_info is not None:
                    self._fail(check.name, check.failure_info.failure, recorder, case_id)

    def _fail(self, check: str, failure: Failure, recorder: Any, case_id: str) -> None:
        self.asked.failures += 1
        kind = (recorder.label, check, failure.title)
        if kind in self._kinds:
            return
        self._kinds.add(kind)
        interaction = recorder.interactions[case_id]
        sent, got = interaction.request, interaction.response
        told = "no answer" if got is None else f"{got.status_code} {got.content[:400]!r}"
        self.wrong.append(
            f"{kind}: {failure.message[:500]}\n{sent.method} {sent.uri} {sent.body!r} -> {told}"
        )


def _asked(place: NodePlace, config: SchemathesisConfig, paths: str) -> _Found:
    """Let schemathesis ask the operations whose paths match."""
    found = _Found()
    pages = site_of_node(place.settings, place.home)
    # Its probes with wrong tokens come from one address, and each is to be told that it is wrong.
    api_of(pages).extensions[WRONG_TOKENS].limit = 1_000_000
    with served(pages) as address:
        schema = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json", config=config)
        for event in _events(schema.include(path_regex=paths)):
            if isinstance(event, events.ScenarioFinished):
                found.add(event)
            elif isinstance(event, events.NonFatalError | events.FatalError):
                found.wrong.append(str(event))
    return found


def _config(token: str, parameters: Mapping[str, object], *, coverage: bool) -> SchemathesisConfig:
    """Return what to ask: with `coverage`, also everything that the document does not allow."""
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "continue-on-failure": True,
            "headers": {"Authorization": f"Bearer {token}"},
            "generation": {
                "deterministic": True,
                "no-shrink": True,
                "database": "none",
                "max-examples": 1,
                "mode": "all" if coverage else "positive",
            },
            # There are no links between operations to go along, and no written examples.
            "phases": {
                "coverage": {"enabled": coverage},
                "examples": {"enabled": False},
                "stateful": {"enabled": False},
            },
            "checks": dict(CHECKS),
            "parameters": dict(parameters),
        }
    )


def _events(schema: Any) -> Iterator[events.EngineEvent]:
    yield from from_schema(schema).execute()
