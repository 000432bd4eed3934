"""The switch of the language; it is for everybody."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from shared.web.guarding import own_path, public
from shared.web.language import choose_language

pages = Blueprint("language", __name__)


@pages.get("/language/<code>")
@public
def switch(code: str) -> ResponseReturnValue:
    """Show the same page in another language from now on."""
    choose_language(code)
    return redirect(own_path(request.args.get("next", "")))
