"""A client's way: support paths, referrals there and back, and what came of the advice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.close_support_path import close_support_path
from services.consultations.application.list_follow_ups import list_follow_ups
from services.consultations.application.make_referral import make_referral
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.read_referral_slip import read_referral_slip
from services.consultations.application.receive_referral import receive_referral
from services.consultations.application.record_follow_up import record_follow_up
from services.consultations.documents.referral_slip import draw_referral_slip
from services.consultations.domain.follow_up import MONTHS
from services.consultations.requests import path_schemas
from services.consultations.web import words_of_clients as words
from services.consultations.web.asking import ask, attempt, banner
from services.consultations.web.client_files import seen
from services.consultations.web.finding import choices, find
from shared.web.forms import Form

if TYPE_CHECKING:
    from marshmallow import Schema

pages = Blueprint("client_way", __name__)


@pages.route("/clients/<uuid:client_id>/path", methods=["GET", "POST"])
def open_path(client_id: UUID) -> ResponseReturnValue:
    """Begin several sessions with one aim."""
    return _step(
        client_id,
        "open_path",
        path_schemas.OpenSupportPathRequest(),
        open_support_path,
        said=_("Otwarto ścieżkę wsparcia."),
        begin=lambda: {"support_path_id": uuid4()},
        members={"client_ids": [str(client_id)]},
    )


@pages.route("/clients/<uuid:client_id>/path/<uuid:path_id>/close", methods=["GET", "POST"])
def close_path(client_id: UUID, path_id: UUID) -> ResponseReturnValue:
    """End a support path."""
    return _step(
        client_id,
        "close_path",
        path_schemas.CloseSupportPathRequest(),
        close_support_path,
        said=_("Zamknięto ścieżkę wsparcia."),
        members={"support_path_id": str(path_id)},
    )


@pages.route("/clients/<uuid:client_id>/referral", methods=["GET", "POST"])
def refer(client_id: UUID) -> ResponseReturnValue:
    """Send the client on to another node; the slip is in the timeline."""
    return _step(
        client_id,
        "refer",
        path_schemas.MakeReferralRequest(),
        make_referral,
        said=_("Skierowano klienta. Wydrukuj skierowanie i daj je klientowi."),
        begin=lambda: {"referral_id": uuid4()},
        members={"client_id": str(client_id)},
    )


@pages.route("/clients/<uuid:client_id>/received", methods=["GET", "POST"])
def receive(client_id: UUID) -> ResponseReturnValue:
    """Take in a client whom another node sent; the number is on the slip."""
    return _step(
        client_id,
        "receive",
        path_schemas.ReceiveReferralRequest(),
        receive_referral,
        said=_("Przyjęto klienta ze skierowaniem."),
        members={"client_id": str(client_id)},
    )


@pages.route("/clients/<uuid:client_id>/follow-up", methods=["GET", "POST"])
def follow_up(client_id: UUID) -> ResponseReturnValue:
    """Record what came of the advice."""
    return _step(
        client_id,
        "follow_up",
        path_schemas.RecordFollowUpRequest(),
        record_follow_up,
        said=_("Zapisano wynik badania losów."),
        begin=lambda: {"follow_up_id": uuid4(), "months": request.args.get("months")},
        members={"client_id": str(client_id)},
        numbers=("months",),
    )


@pages.get("/follow-ups")
def follow_ups() -> ResponseReturnValue:
    """Show whom it is time to ask, the longest due first."""
    due = ask(path_schemas.FollowUpsDueRequest(), list_follow_ups)
    return render_template("consultations/follow_ups.html", tasks=due, kinds=words.client_kinds())


@pages.get("/referrals/<uuid:referral_id>/slip.pdf")
def slip(referral_id: UUID) -> ResponseReturnValue:
    """Hand over the slip that the client takes along."""
    found = find(
        path_schemas.ReferralSlipRequest(), read_referral_slip, referral_id=str(referral_id)
    )
    name = found.referral.number.replace("/", "-")
    return send_file(
        BytesIO(draw_referral_slip(found, banner=banner())),
        as_attachment=True,
        download_name=f"skierowanie-{name}.pdf",
    )


def _step(  # noqa: PLR0913 - whose, which, read and done how, and what is said and known
    client_id: UUID,
    step: str,
    schema: Schema,
    use_case: Callable[[Any, Any, datetime], object],
    *,
    said: str,
    members: Mapping[str, object],
    begin: Callable[[], Mapping[str, object]] = dict,
    numbers: tuple[str, ...] = (),
) -> ResponseReturnValue:
    """Draw the form of a step, or take it and lead back to the client."""
    sent = request.method == "POST"
    form = Form.sent(numbers=numbers) if sent else Form.blank(**begin())
    if sent and attempt(form, schema, use_case, **members) is not None:
        flash(said)
        return redirect(url_for("client_files.timeline", client_id=client_id))
    page = render_template(
        "consultations/client_step.html",
        client=seen(client_id),
        form=form,
        step=step,
        choices=choices(client_id),
        path_outcomes=words.path_outcomes().items(),
        follow_up_outcomes=words.follow_up_outcomes().items(),
        months=[(str(each), each) for each in MONTHS],
    )
    return page, 422 if sent else 200
