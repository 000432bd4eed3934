"""Many rows at once: frozen at the click, shown first, then done row by row, and undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shared.kernel.command import NotAuthorised, Refusal
from shared.kernel.identifiers import new_id
from shared.web.application import site_of
from shared.web.bulk import BulkAction
from shared.web.forms import Form
from shared.web.guarding import person
from shared.web.staff_names import names_of
from shared.web.workplace import database, workplace
from shared.workplace.batches import (
    MOST_ROWS,
    Batch,
    BatchNotFound,
    BatchRow,
    BatchState,
    RowState,
)
from shared.workplace.stored_batches import StoredBatches

pages = Blueprint("batches", __name__)

SHOWN: Final = 50
"""How many batches are listed: older ones are opened by their addresses."""

_LONGEST_LABEL: Final = 200


@pages.get("/batches")
def batches() -> ResponseReturnValue:
    """Show what was done with many rows lately, by anybody who may do the same."""
    actions = {each.key: each for each in _open_actions()}
    with database().read() as connection:
        found = StoredBatches(connection).latest(actions, SHOWN)
    return render_template(
        "web/batches.html",
        batches=found,
        actions=actions,
        names=names_of([each.made_by for each in found]),
    )


@pages.post("/batches/start/<action>")
def start(action: str) -> ResponseReturnValue:
    """Freeze the rows that were ticked, or all of the list's filter, and lead to the preview."""
    doing = _action(action)
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    back = f"{url_for(doing.list_endpoint)}?{urlencode(pairs or [('view', 'none')])}"
    rows = _chosen(doing)
    if not rows:
        flash(_("Zaznacz wiersze, których to dotyczy, albo wybierz wszystkie."), "warning")
        return redirect(back)
    if len(rows) > MOST_ROWS:
        flash(
            _("Naraz można wybrać najwyżej %(most)s wierszy. Zawęź filtr.", most=MOST_ROWS),
            "warning",
        )
        return redirect(back)
    batch = Batch(
        id=new_id(),
        action=doing.key,
        path=back,
        made_by=person().staff_id,
        made_at=_now(),
        rows=rows,
        answers={},
    )
    with database().write(wakes=False) as connection:
        StoredBatches(connection).add(batch)
    if not doing.questions:
        _preview(batch, doing, {})
    return redirect(url_for(".batch", batch_id=batch.id))


@pages.get("/batches/<uuid:batch_id>")
def batch(batch_id: UUID) -> ResponseReturnValue:
    """Show what is asked, what is going to happen, or what happened."""
    found, action = _opened(batch_id)
    return _drawn(found, action, Form.blank(**found.answers))


@pages.post("/batches/<uuid:batch_id>/answers")
def answer(batch_id: UUID) -> ResponseReturnValue:
    """Take what holds for all rows, and see what each would be refused by."""
    found, action = _own(batch_id)
    form = Form.sent()
    answers = {each.name: str(form.value(each.name)) for each in action.questions}
    if found.state in {BatchState.ASKING, BatchState.PREVIEWED}:
        seen = form.attempt(lambda: _preview(found, action, answers), workplace().sentence)
        if seen is None:
            return _drawn(replace(found, state=BatchState.ASKING), action, form), 422
    return redirect(url_for(".batch", batch_id=batch_id))


@pages.post("/batches/<uuid:batch_id>/run")
def run(batch_id: UUID) -> ResponseReturnValue:
    """Do it, row by row; done before, it is not done again."""
    found, action = _own(batch_id)
    if found.state is not BatchState.PREVIEWED:
        return redirect(url_for(".batch", batch_id=batch_id))
    for row in found.rows:
        if row.state is RowState.READY:
            _save_row(found, _carried_out(found, row, action))
    _save(replace(found, state=BatchState.CARRIED_OUT, carried_out_at=_now()))
    return redirect(url_for(".batch", batch_id=batch_id))


@pages.post("/batches/<uuid:batch_id>/undo")
def undo(batch_id: UUID) -> ResponseReturnValue:
    """Bring back what was before, row by row, where that can be done."""
    found, action = _opened(batch_id)
    back = action.way_back
    if back is None or found.state is not BatchState.CARRIED_OUT:
        return redirect(url_for(".batch", batch_id=batch_id))
    for row in found.rows:
        if row.state is RowState.DONE:
            refused = _refused(partial(back.carry_out, row, found.undoing_id(row)))
            state = RowState.UNDONE if refused is None else RowState.NOT_UNDONE
            _save_row(found, replace(row, state=state, sentence=refused or _("Cofnięto.")))
    _save(replace(found, state=BatchState.UNDONE, undone_by=person().staff_id, undone_at=_now()))
    return redirect(url_for(".batch", batch_id=batch_id))


def _chosen(action: BulkAction) -> Sequence[BatchRow]:
    """Return the rows of the list that were ticked, or all; say how many are gone from it."""
    listed = {chosen[0]: chosen for chosen in action.rows()}
    ticked = dict.fromkeys(UUID(each) for each in request.form.getlist("rows") if _is_id(each))
    wanted = listed if "all" in request.form else [each for each in ticked if each in listed]
    gone = 0 if "all" in request.form else len(ticked) - len(wanted)
    if gone:
        flash(
            _("Zaznaczone wiersze, których nie ma już na liście: %(num)s.", num=gone),
            "warning",
        )
    return [
        BatchRow(place=place, subject_id=subject_id, label=label[:_LONGEST_LABEL], before=before)
        for place, (subject_id, label, before) in enumerate(map(listed.__getitem__, wanted), 1)
    ]


def _preview(batch: Batch, action: BulkAction, answers: Mapping[str, str]) -> bool:
    """Keep what each row would meet; raise `ValidationError` if an answer is none."""
    refusals = action.rehearse(batch.rows, answers)
    with database().write(wakes=False) as connection:
        stored = StoredBatches(connection)
        for row, refusal in zip(batch.rows, refusals, strict=True):
            seen = (
                replace(row, state=RowState.READY, sentence=str(action.will))
                if refusal is None
                else replace(row, state=RowState.REFUSED, sentence=workplace().sentence(refusal))
            )
            stored.save_row(batch.id, seen)
        stored.save(replace(batch, state=BatchState.PREVIEWED, answers=answers))
    return True


def _carried_out(batch: Batch, row: BatchRow, action: BulkAction) -> BatchRow:
    back = action.way_back
    if back is not None and not row.before:
        row = replace(row, before=back.before(row))
        # Kept before it is done: should the machine stop in between, undoing still knows.
        _save_row(batch, row)
    refused = _refused(lambda: action.carry_out(row, batch.answers, batch.command_id(row)))
    return replace(
        row,
        state=RowState.DONE if refused is None else RowState.FAILED,
        sentence=refused or str(action.done),
    )


def _refused(attempt: Callable[[], object]) -> str | None:
    """Return what stands in the way, in words, or nothing if it was done."""
    try:
        attempt()
    except Refusal as refusal:
        return workplace().sentence(refusal)
    return None


def _drawn(batch: Batch, action: BulkAction, form: Form) -> str:
    ready = batch.counted()[RowState.READY]
    return render_template(
        "web/batch.html",
        batch=batch,
        action=action,
        form=form,
        counted=batch.counted(),
        states=_states(),
        people=names_of([each for each in (batch.made_by, batch.undone_by) if each is not None]),
        row_names=action.names(batch.rows),
        is_own=batch.made_by == person().staff_id,
        do_it=_("Wykonaj dla wierszy: %(num)s", num=ready),
    )


def _states() -> dict[RowState, str]:
    return {
        RowState.WAITING: _("czeka"),
        RowState.READY: _("do wykonania"),
        RowState.REFUSED: _("pominięty"),
        RowState.DONE: _("wykonano"),
        RowState.FAILED: _("nie wykonano"),
        RowState.UNDONE: _("cofnięto"),
        RowState.NOT_UNDONE: _("nie cofnięto"),
    }


def _open_actions() -> list[BulkAction]:
    found = [each for each in workplace().actions if person().has(each.roles)]
    if not found:
        raise NotAuthorised("batches")
    return found


def _action(key: str) -> BulkAction:
    found = workplace().action(key)
    if found is None:
        raise NotAuthorised(key)
    return found


def _opened(batch_id: UUID) -> tuple[Batch, BulkAction]:
    _open_actions()
    try:
        with database().read() as connection:
            found = StoredBatches(connection).get(batch_id)
    except BatchNotFound:
        abort(404)
    return found, _action(found.action)


def _own(batch_id: UUID) -> tuple[Batch, BulkAction]:
    found, action = _opened(batch_id)
    if found.made_by != person().staff_id:
        abort(403)
    return found, action


def _save(batch: Batch) -> None:
    with database().write(wakes=False) as connection:
        StoredBatches(connection).save(batch)


def _save_row(batch: Batch, row: BatchRow) -> None:
    with database().write(wakes=False) as connection:
        StoredBatches(connection).save_row(batch.id, row)


def _now() -> datetime:
    return site_of(current_app).runtime.wall_clock.now()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
