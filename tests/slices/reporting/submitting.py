"""A reporting officer who submits reports, and whoever asks about them later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from services.reporting.service import ReportingService
from tests.storage.reporting.advice_told import Node, Reporting
from tests.unit.reporting.report_sample import PROGRAMME_FILE

PROGRAMME = "owss-2009"
OFFICER = {"staff_id": str(UUID(int=7)), "roles": ["reporting_officer"]}
ORDER = {
    "kind": "final",
    "first": "2009-06-01",
    "last": "2009-12-31",
    "dated": "2010-01-20",
    "signatories": ["osoba sporządzająca"],
}


@dataclass
class Officer:
    """Asks over RPC, as the holder of the role."""

    service: ReportingService
    actor: dict[str, Any]

    def publish(self, document: str | None = None) -> None:
        """Publish a programme: that of 2009, if no other is given."""
        published = document or PROGRAMME_FILE.read_text(encoding="utf-8")
        self.service.publish_programme(self.by(document=published))

    def submit(self, command_id: UUID | None = None, **members: Any) -> dict[str, Any]:
        request = self.by(command_id, **{"programme": PROGRAMME, **ORDER, **members})
        return self.service.submit_report(request)

    def listed(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.service.reports(self.asking())["reports"]
        return listed

    def reproduce(self, version: int = 1) -> dict[str, Any]:
        return self.service.reproduce_report(self.asking(version=version))

    def changed(self, version: int = 1) -> list[dict[str, Any]]:
        answer = self.service.report_differences(self.asking(version=version))
        changed: list[dict[str, Any]] = answer["changed"]
        return changed

    def asking(self, **members: Any) -> dict[str, Any]:
        return {"actor": self.actor, "programme": PROGRAMME, **members}

    def by(self, command_id: UUID | None = None, **members: Any) -> dict[str, Any]:
        return {"command_id": str(command_id or uuid4()), "actor": self.actor, **members}


def heard(reporting: Reporting, node: Node) -> None:
    reporting.receive(node, [*node.deliveries(), node.heartbeat()])
    reporting.fold(node)
