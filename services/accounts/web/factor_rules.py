"""Which roles need a second factor: for the node's administrators."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.accounts.application.commands import SecondFactorRulesQuery
from services.accounts.application.read_second_factor_rules import (
    SecondFactorRules,
    read_second_factor_rules,
)
from services.accounts.application.require_second_factor import require_second_factor
from services.accounts.requests.schemas import RequireSecondFactorRequest
from services.accounts.web import people_list, words
from services.accounts.web.asking import done, of_person
from services.accounts.web.desk import desk, look
from shared.kernel import polish
from shared.kernel.clock import business_day
from shared.web.forms import Form
from shared.web.guarding import person

USUAL_NOTICE = timedelta(days=14)
"""How long people usually have to set a second factor up."""

pages = Blueprint("factor_rules", __name__, url_prefix="/accounts/second-factor")


@pages.get("")
def rules() -> ResponseReturnValue:
    """Show the roles, from when each needs a second factor, and who has none."""
    usual = business_day(desk().clock.now()) + USUAL_NOTICE
    return _page(Form.blank(required_from=usual.isoformat()))


@pages.post("")
def require() -> ResponseReturnValue:
    """Keep the day, or that there is none, for the roles that are ticked."""
    form = Form.sent(lists=("roles",))
    asked = of_person(form)
    lifted = asked.pop("lift", None) is not None
    if lifted:
        asked["required_from"] = None
    elif not form.value("required_from"):
        form.errors = {"required_from": [_("Podaj dzień, od którego składnik jest wymagany.")]}
    if form.is_wrong or not done(form, RequireSecondFactorRequest(), require_second_factor, asked):
        return _page(form, 422)
    flash(_("Zapisano."))
    return redirect(url_for(".rules"))


def _page(form: Form, status: int = 200) -> ResponseReturnValue:
    query = SecondFactorRulesQuery(actor=person().actor)
    found: SecondFactorRules = look(lambda records, _now: read_second_factor_rules(query, records))
    names = look(lambda records, _now: people_list.names(records, person().actor))
    page = render_template(
        "accounts/factor_rules.html",
        form=form,
        found=found,
        words=words,
        today=business_day(desk().clock.now()),
        day_of=lambda text: polish.day(date.fromisoformat(text)) if text else polish.DASH,
        who=lambda staff_id: names.get(staff_id) or _("z terminala węzła"),
    )
    return page, status
