"""Reports: what a caller may ask to submit, and of what was submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, post_load, pre_load, validate

from services.reporting.application.commands import SubmitReport
from services.reporting.domain.report_order import ReportKind, ReportOrder
from services.reporting.requests.fields import (
    CommandSchema,
    PeriodFields,
    QuerySchema,
    asking,
    number,
)
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

HIGHEST_NUMBER = 2**31 - 1
"""What the column of a version can hold."""

_NO_DIGEST = "Podaj skrót SHA-256: 64 cyfry i litery od a do f."

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


class SubmitReportRequest(PeriodFields, CommandSchema):
    """`submit_report`."""

    programme = fields.String(required=True, error_messages=asking("kod programu"))
    kind = fields.Enum(
        ReportKind, by_value=True, required=True, error_messages=asking("rodzaj sprawozdania")
    )
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


class VerifyReportRequest(Schema):
    """What is printed on each page of a report; spaces and capital letters make no difference."""

    digest = fields.String(
        required=True,
        validate=validate.Regexp("^[0-9a-f]{64}$", error=_NO_DIGEST),
        error_messages=asking("skrót SHA-256"),
    )

    @pre_load
    def _tidy(self, values: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        return {**values, "digest": "".join(str(values.get("digest", "")).split()).lower()}
