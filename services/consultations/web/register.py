"""The register of advice: all cards of the node, with sums (domain.md 2.4)."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.documents.register_of_advice import draw_register
from services.consultations.web import card_list, words
from services.consultations.web.asking import banner, node
from shared.web.listing import ListAddress

pages = Blueprint("register", __name__)

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/register")
def register() -> ResponseReturnValue:
    """Show the register; as a workbook it is the one that is kept on file."""
    at, form = ListAddress.read(usual_sort="held_on"), card_list.asked()
    offered = card_list.choices()
    columns, title = card_list.for_register(offered), _("Rejestr porad")
    if at.file_format == "xlsx":
        workbook = draw_register(card_list.whole(form, at), banner=banner())
        name = f"rejestr-porad-{node()}.xlsx"
        return send_file(BytesIO(workbook), mimetype=XLSX, as_attachment=True, download_name=name)
    if at.file_format:
        return card_list.handed_over(form, columns, at, title)
    page = card_list.page_of(form, at)
    return render_template(
        "consultations/register.html",
        form=form,
        offered=offered,
        listing=card_list.listing_of(page, columns, at, title),
        sums=page.sums if page else None,
        words=words,
    )
