"""Reports: what a caller may ask to submit, and of what was submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from services.reporting.application.commands import SubmitReport
from services.reporting.domain.report_order import ReportKind, ReportOrder
from services.reporting.requests.fields import CommandSchema, QuerySchema, asking, number
from shared.kernel.period import Period

HIGHEST_NUMBER = 2**31 - 1
"""What the column of a version can hold."""

_IN_ORDER = (
    "kind",
    "period",
    "dated",
    "deviations",
    "additional_information",
    "attachments",
    "signatories",
    "banner",
)


@dataclass(frozen=True, kw_only=True)
class ReportQuery:
    """A submitted report asked for; the newest version if none is named."""

    programme: str
    version: int | None = None


def _texts(what: str) -> fields.List[str]:
    return fields.List(
        fields.String(error_messages=asking(what)), load_default=list, error_messages=asking(what)
    )


class SubmitReportRequest(CommandSchema):
    """`submit_report`."""

    programme = fields.String(required=True, error_messages=asking("kod programu"))
    kind = fields.Enum(
        ReportKind, by_value=True, required=True, error_messages=asking("rodzaj sprawozdania")
    )
    first = fields.Date("iso", required=True, error_messages=asking("początek okresu (RRRR-MM-DD)"))
    last = fields.Date("iso", required=True, error_messages=asking("koniec okresu (RRRR-MM-DD)"))
    dated = fields.Date(
        "iso", required=True, error_messages=asking("datę sporządzenia (RRRR-MM-DD)")
    )
    naming_parked = fields.Boolean(
        load_default=False, error_messages=asking("zgodę na wymienienie nieujętych zdarzeń")
    )
    deviations = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=dict,
        error_messages=asking("przyczyny odchyleń: kody zadań i teksty"),
    )
    additional_information = _texts("dodatkowe informacje")
    attachments = _texts("załączniki")
    signatories = _texts("osoby podpisujące")
    banner = fields.String(load_default="", error_messages=asking("napis na każdej stronie"))

    @validates_schema(skip_on_field_errors=True)
    def _check_order(self, values: dict[str, Any], **_: Any) -> None:
        if values["first"] > values["last"]:
            message = "Początek okresu nie może być późniejszy niż jego koniec."
            raise ValidationError(message, "last")

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> SubmitReport:
        values["period"] = Period(values.pop("first"), values.pop("last"))
        for name in ("additional_information", "attachments", "signatories"):
            values[name] = tuple(values[name])
        order = ReportOrder(**{name: values.pop(name) for name in _IN_ORDER})
        return SubmitReport(order=order, **values)


class ReportRequest(QuerySchema):
    """`reports`, `reproduce_report` and `report_differences`."""

    programme = fields.String(required=True, error_messages=asking("kod programu"))
    version = number(
        "numer wersji sprawozdania",
        least=1,
        most=HIGHEST_NUMBER,
        load_default=None,
        allow_none=True,
    )

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> ReportQuery:
        return ReportQuery(**values)
