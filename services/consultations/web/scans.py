"""Signed paper cards: their scans are put to the card, shown, handed over and taken away."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.attach_scan import attach_scan
from services.consultations.application.authorise import ROLES
from services.consultations.application.paper_commands import AttachScan
from services.consultations.application.read_scan import read_scan
from services.consultations.application.remove_scan import remove_scan
from services.consultations.domain.scan import LARGEST_SCAN
from services.consultations.requests.paper import (
    AttachScanRequest,
    RemoveScanRequest,
    ScanRequest,
)
from services.consultations.web.asking import attempt
from services.consultations.web.cards import opened, shown
from services.consultations.web.finding import find
from shared.kernel.identifiers import new_id
from shared.web.forms import Form
from shared.web.guarding import only_for

pages = Blueprint("scans", __name__, url_prefix="/cards/<uuid:card_id>/scans")


@pages.get("/new")
@only_for(ROLES[AttachScan])
def new(card_id: UUID) -> ResponseReturnValue:
    """Ask for the scan, who signed the paper, and when."""
    whole = opened(card_id)
    form = Form.blank(
        scan_id=new_id(),
        signed_on=f"{whole.card.advice.session.held_on}",
        by_client="client" in request.args,
    )
    return _drawn(card_id, form)


@pages.post("/new")
def attach(card_id: UUID) -> ResponseReturnValue:
    """Keep the scan; its bytes say what it is, and its name is forgotten."""
    form = Form.sent(flags=("by_client",))
    content = _sent_file()
    answer = attempt(
        form,
        AttachScanRequest(),
        partial(attach_scan, content=content),
        card_id=str(card_id),
        digest=sha256(content).hexdigest(),
    )
    if answer is None:
        return _drawn(card_id, form), 422
    flash(_("Dołączono skan podpisanej karty."))
    return redirect(url_for("cards.card", card_id=card_id))


@pages.get("/<uuid:scan_id>")
def scan(card_id: UUID, scan_id: UUID) -> ResponseReturnValue:
    """Hand the scan over: to be kept as a file, never to be run by the browser."""
    found = find(ScanRequest(), read_scan, card_id=str(card_id), scan_id=str(scan_id))
    answer = send_file(
        BytesIO(found.content),
        mimetype=found.scan.type.value,
        as_attachment=True,
        download_name=found.scan.name,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@pages.post("/<uuid:scan_id>/removal")
def remove(card_id: UUID, scan_id: UUID) -> ResponseReturnValue:
    """Take a scan away that belongs elsewhere."""
    form = Form.sent()
    if attempt(form, RemoveScanRequest(), remove_scan, scan_id=str(scan_id)) is None:
        flash(form.problem or _("Otwórz kartę ponownie i powtórz."), "danger")
    else:
        flash(_("Usunięto skan."))
    return redirect(url_for("cards.card", card_id=card_id))


def _sent_file() -> bytes:
    file = request.files.get("file")
    if file is None:
        return b""
    with closing(file):
        # One byte more than is allowed is enough to know that it is too much.
        content: bytes = file.read(LARGEST_SCAN + 1)
    return content


def _drawn(card_id: UUID, form: Form) -> str:
    return render_template(
        "consultations/scan_new.html",
        form=form,
        largest=LARGEST_SCAN // 1024**2,
        **shown(opened(card_id)),
    )
