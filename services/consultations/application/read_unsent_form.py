"""Somebody comes back to a form that they did not send."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.paper_commands import UnsentFormQuery
from services.consultations.application.ports import Records
from services.consultations.domain.unsent_form import FormPlace, UnsentForm, kept_since


def read_unsent_form(query: UnsentFormQuery, records: Records, now: datetime) -> UnsentForm:
    """Return it, in version 0 if nothing is kept or it is too old."""
    authorise(query)
    place = FormPlace(written_by=query.actor.staff_id, form=query.form, about=query.about)
    kept = records.unsent_forms.at(place)
    too_old = kept.kept_at is not None and kept.kept_at < kept_since(now)
    return UnsentForm(place=place) if too_old else kept
