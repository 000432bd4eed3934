"""The list of clients: filters, order and page in the address, and the list as a file."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.client_list_queries import PossibleDuplicatesQuery
from services.consultations.application.commands import RegisterClient
from services.consultations.application.export_clients import export_clients
from services.consultations.application.import_queries import ImportQuery
from services.consultations.application.list_clients import list_clients
from services.consultations.domain.client_list import ClientOrder, ClientPage, ClientRow
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.requests.client_lists import ClientsExportRequest, ClientsRequest
from services.consultations.web.asking import ask, banner, may, now, said
from services.consultations.web.finding import find, node, note
from services.consultations.web.words_of_clients import client_kinds
from shared.kernel import polish
from shared.web.files_of_lists import download
from shared.web.forms import Form
from shared.web.listing import Column, ListAddress, Listing

pages = Blueprint("clients", __name__, url_prefix="/clients")

_TEXTS = ("words", "kind", "registered_from", "registered_to")
_FLAGS = ("with_merged", "with_erased")


@pages.get("")
def clients() -> ResponseReturnValue:
    """Show the files that agree with the filters, or hand all of them over as a file."""
    at = ListAddress.read(usual_sort=ClientOrder.NAME)
    form = Form.blank(
        **{name: request.args.get(name) for name in _TEXTS},
        **{name: name in request.args for name in _FLAGS},
    )
    asked = {**form.values, "order": _order(at), "descending": at.descending}
    if at.file_format:
        export = ask(ClientsExportRequest(), export_clients, **asked)
        note([row.client_id for row in export.rows], ViewOccasion.LIST_EXPORT)
        listing = _listing(at, form, export.rows, len(export.rows))
        return download(listing, author=node(), made_at=now(), banner=banner())
    found: ClientPage | None = form.attempt(
        lambda: find(
            ClientsRequest(),
            list_clients,
            **asked,
            page=at.page,
            rows_of_a_page=at.rows_of_a_page,
        ),
        said,
    )
    rows, total = ((), 0) if found is None else (found.rows, found.files)
    return render_template(
        "consultations/clients.html",
        listing=_listing(at, form, rows, total),
        form=form,
        kinds=client_kinds().items(),
        may_register=may(RegisterClient),
        may_merge=may(PossibleDuplicatesQuery),
        may_import=may(ImportQuery),
    )


def _order(at: ListAddress) -> str:
    return at.sort if at.sort in set(ClientOrder) else ClientOrder.NAME


def _listing(
    at: ListAddress, form: Form, rows: tuple[ClientRow, ...], total: int
) -> Listing[ClientRow]:
    kinds = client_kinds()
    return Listing(
        title=_("Klienci"),
        all_columns=(
            Column(
                key=ClientOrder.NAME,
                title=_("Nazwa lub imię i nazwisko"),
                value=lambda row: row.name or _("(usunięto dane)"),
                link=lambda row: url_for("client_files.data", client_id=row.client_id),
                sorts=True,
                width=36,
            ),
            Column(key="kind", title=_("Rodzaj"), value=lambda row: kinds[row.kind], width=24),
            Column(key="email", title=_("E-mail"), value=lambda row: row.email, width=30),
            Column(key="phone", title=_("Telefon"), value=lambda row: row.phone),
            Column(key="nip", title=_("NIP"), value=lambda row: row.nip, width=14),
            Column(key="krs", title=_("KRS"), value=lambda row: row.krs, width=14),
            Column(
                key=ClientOrder.REGISTERED_ON,
                title=_("Zarejestrowano"),
                value=lambda row: row.registered_on,
                sorts=True,
                width=14,
            ),
            Column(key="state", title=_("Kartoteka"), value=_state, width=18),
        ),
        rows=rows,
        total=total,
        at=at,
        nothing=_("Nikogo nie znaleziono. Zmień filtry albo zarejestruj nowego klienta."),
        parameters={
            _("Szukane słowa"): form.value("words") or polish.DASH,
            _("Rodzaj"): {str(kind): words for kind, words in kinds.items()}.get(
                form.value("kind"), _("wszystkie")
            ),
            _("Zarejestrowano od"): form.value("registered_from") or polish.DASH,
            _("Zarejestrowano do"): form.value("registered_to") or polish.DASH,
            _("Połączone kartoteki"): _("tak") if form.value("with_merged") else _("nie"),
            _("Kartoteki bez danych"): _("tak") if form.value("with_erased") else _("nie"),
        },
    )


def _state(row: ClientRow) -> str:
    if row.erased_on is not None:
        return _("usunięto dane")
    return _("czynna") if row.merged_into is None else _("połączona z inną")
