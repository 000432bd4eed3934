"""Registers that a centre kept in Excel: checked row by row, and read in as a whole or not."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, abort, current_app, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.utils import secure_filename

from services.consultations.answers import ImportedAnswer
from services.consultations.application.prepare_import import prepare_import
from services.consultations.importing import import_register
from services.consultations.registers.advice_cards import CARDS
from services.consultations.registers.clients import CLIENTS
from services.consultations.registers.columns import RegisterProblem
from services.consultations.registers.duties import DUTIES
from services.consultations.registers.importing import Order, import_file, surroundings_of
from services.consultations.registers.result import ImportResult, Status
from services.consultations.registers.template import draw_template
from services.consultations.requests.import_queries import PrepareImportRequest
from services.consultations.requests.imports import ImportRequest
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.unit_of_work import snapshot
from services.consultations.web.asking import SERVICE, now
from services.consultations.web.finding import find
from shared.kernel.clock import business_day
from shared.web.application import site_of
from shared.web.forms import Form
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.consultations.registers.kind import RegisterKind
    from shared.contracts.programme import Programme

pages = Blueprint("importing", __name__, url_prefix="/import")

KINDS: Final[Mapping[str, RegisterKind]] = {kind.name: kind for kind in (CLIENTS, CARDS, DUTIES)}

MOST_CARRIED: Final = 300_000
"""Bytes of a file that goes along in the page from the check to the import; one that is larger is
chosen again. Nothing is laid down on the disk in between: registers hold personal data."""

SHOWN_FAULTS: Final = 200
USUAL_NAME: Final = "register.xlsx"
"""What a file is called whose own name nothing is left of."""


@pages.get("")
def choose() -> ResponseReturnValue:
    """Ask for a file, and offer empty ones to fill in."""
    return _page(Form.blank(), find(PrepareImportRequest(), prepare_import))


@pages.post("")
def read_in() -> ResponseReturnValue:
    """Check a file, or keep what is in it."""
    programmes = find(PrepareImportRequest(), prepare_import)
    form = Form.sent(flags=("skip_faulty",))
    name, content = _sent_file(form)
    kind = KINDS.get(form.value("kind"))
    if kind is None or not content:
        form.errors = {"file": [_("Wybierz rodzaj rejestru i plik.")]}
        return _page(form, programmes), 422
    with _laid_down(name, content) as file:
        order = Order(
            file=file,
            kind=kind,
            register=form.value("register").strip(),
            programme=form.value("programme") or None,
            dry_run=form.value("step") != "import",
            skip_faulty=bool(form.value("skip_faulty")),
        )
        try:
            result = _imported(order)
        except RegisterProblem as problem:
            form.problem = str(problem).replace(str(file), name)
            return _page(form, programmes), 422
    return _page(form, programmes, result, name=name, content=content)


@pages.get("/template/<kind>.xlsx")
def template(kind: str) -> ResponseReturnValue:
    """Hand over an empty register of a kind, with explanations and lists to choose from."""
    programmes = find(PrepareImportRequest(), prepare_import)
    chosen = KINDS.get(kind) or abort(404)
    code = request.args.get("programme") or next((each.code for each in programmes), None)
    runtime = site_of(current_app).runtime
    order = Order(file=Path(), kind=chosen, programme=code)
    with snapshot(runtime.databases[SERVICE], runtime.source(SERVICE), CATALOGUE) as records:
        try:
            surroundings = surroundings_of(order, runtime.node, records)
        except RegisterProblem as problem:
            form = Form.blank()
            form.problem = str(problem)
            return _page(form, programmes), 422
        workbook = draw_template(chosen, surroundings, business_day(now()))
    return send_file(BytesIO(workbook), as_attachment=True, download_name=f"{chosen.name}.xlsx")


def _imported(order: Order) -> ImportResult:
    """Import as the command does, without a way over the bus: this process has the database."""
    runtime = site_of(current_app).runtime
    database, source = runtime.databases[SERVICE], runtime.source(SERVICE)
    safe = PeselSafe.with_key(runtime.pesel_key)

    def ask(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        register = ImportRequest().load(asked)
        answer: Mapping[str, Any] = ImportedAnswer().dump(
            import_register(database, source, register, now(), safe)
        )
        return answer

    return import_file(order, runtime.node, database, ask)


def _sent_file(form: Form) -> tuple[str, bytes]:
    """Return the file that was chosen now, or the one that was checked before."""
    chosen = request.files.get("file")
    if chosen is not None and chosen.filename:
        return secure_filename(chosen.filename) or USUAL_NAME, chosen.read()
    try:
        return form.value("name") or USUAL_NAME, b64decode(form.value("content"), validate=True)
    except binascii.Error:
        return "", b""


@contextmanager
def _laid_down(name: str, content: bytes) -> Iterator[Path]:
    """Give a file that nobody else may read, as long as it is read."""
    with TemporaryDirectory(prefix="owss-import-") as folder:
        file = Path(folder) / (secure_filename(name) or USUAL_NAME)
        file.write_bytes(content)
        yield file


def _page(
    form: Form,
    programmes: tuple[Programme, ...],
    result: ImportResult | None = None,
    *,
    name: str = "",
    content: bytes = b"",
) -> str:
    carried = b64encode(content).decode() if 0 < len(content) <= MOST_CARRIED else ""
    faults = () if result is None else result.sentences()
    return render_template(
        "consultations/import.html",
        form=form,
        kinds=[(kind.name, _(kind.sheet)) for kind in KINDS.values()],
        programme_choices=[(each.code, each.title) for each in programmes],
        result=result,
        counts=[]
        if result is None
        else [(status, result.number_of(status)) for status in Status if result.number_of(status)],
        faults=faults[:SHOWN_FAULTS],
        more=max(0, len(faults) - SHOWN_FAULTS),
        name=name,
        carried=carried,
    )
