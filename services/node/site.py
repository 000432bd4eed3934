"""A node's pages: the applications of all services, under one roof."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

import services.accounts.web
import services.consultations.web
import services.reporting.web
import shared.web
from services.accounts.application.commands import ColleaguesQuery
from services.accounts.application.list_colleagues import list_colleagues
from services.accounts.storage.performing import snapshot
from services.accounts.storage.tools import tools_with
from services.accounts.web import create_app as accounts_app
from services.accounts.web import menu as of_accounts
from services.accounts.web.exchanging import exchange_at, lend_desk
from services.accounts.web.start import Fragment
from services.consultations.storage.programmes import StoredProgrammes
from services.consultations.web import create_app as consultations_app
from services.consultations.web import menu as of_consultations
from services.node.accounts_key import accounts_key
from services.node.api import OF_SERVICES
from services.node.runtime import SERVICES, runtime_of
from services.node.web_keys import form_secret, token_key
from services.reporting.web import create_app as reporting_app
from services.reporting.web import menu as of_reporting
from shared.messaging import witness
from shared.web.api.application import api_app
from shared.web.identity import TokenReader, TokenSigner
from shared.web.site import Colleague, Site

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from services.accounts.storage.tools import Tools
    from shared.kernel.command import Actor
    from shared.messaging.runtime import Runtime
    from shared.settings import NodeSettings

log = structlog.get_logger()

PAGES: Final[Mapping[str, Callable[[Site], Flask]]] = {
    "consultations": consultations_app,
    "reporting": reporting_app,
}
"""The services that have pages, in the order of the menu, and what makes each application."""

MENU: Final = (*of_consultations.MENU, *of_reporting.MENU, *of_accounts.MENU)

PACKAGES: Final = (
    shared.web,
    services.accounts.web,
    services.consultations.web,
    services.reporting.web,
)
"""Whatever speaks two languages has a folder of translations."""

WAITING: Final = "waiting"
"""Under which name every service tells what waits for the person who asks."""


def site_of_node(settings: NodeSettings, home: Path) -> Callable[..., Any]:
    """Return the WSGI application of a node's pages; the node must be installed."""
    key = token_key(home)
    runtime = runtime_of(settings, home, lambda _sentence: None)
    tools = tools_with(accounts_key(home))
    site = Site(
        runtime=runtime,
        tokens=TokenReader(key=key.public_key(), node=settings.node),
        secret=form_secret(home),
        menu=MENU,
        organisation=lambda: _organisation(runtime),
        colleagues=lambda actor: _colleagues(runtime, tools, actor),
        translations=tuple(
            Path(package.__file__ or "").parent / "translations" for package in PACKAGES
        ),
        https=settings.https,
    )
    mounted: dict[str, Callable[..., Any]] = {
        f"/{name}": make(site) for name, make in PAGES.items()
    }

    def fragments(cookies: str) -> Sequence[Fragment]:
        return [_fragment(together, name, cookies) for name in PAGES]

    root = accounts_app(
        site,
        signer=TokenSigner(key=key, node=settings.node),
        tools=tools,
        fragments=fragments,
        unacknowledged_since=lambda: _unacknowledged_since(runtime),
    )
    api = api_app(site, OF_SERVICES, exchange_at(root))
    lend_desk(root, api)
    together = DispatcherMiddleware(root, {**mounted, "/api": api})
    return together


def _organisation(runtime: Runtime) -> str:
    """Return what the newest programme calls the node's organisation; till one came, the node.

    A page is not lost for a name: if it cannot be read, the node's own is shown.
    """
    try:
        with runtime.databases["consultations"].read() as connection:
            programmes = StoredProgrammes(connection).known()
    except SQLAlchemyError:
        log.exception("no_organisation")
        return runtime.node
    names = [
        partner.short_name
        for programme in sorted(programmes, key=lambda each: (each.valid_from, each.version))
        for partner in programme.partners
        if partner.node == runtime.node
    ]
    return names[-1] if names else runtime.node


def _colleagues(runtime: Runtime, tools: Tools, actor: Actor) -> Sequence[Colleague]:
    """Ask accounts who works at the node."""
    source = runtime.source("accounts")
    with snapshot(runtime.databases["accounts"], source, tools) as records:
        found = list_colleagues(ColleaguesQuery(actor=actor), records)
    return [
        Colleague(staff_id=each.staff_id, full_name=each.full_name, roles=each.roles)
        for each in found
    ]


def _unacknowledged_since(runtime: Runtime) -> datetime | None:
    """Return since when the centre has not acknowledged something of any service."""
    oldest = []
    for service in SERVICES:
        with runtime.databases[service].read() as connection:
            oldest.append(witness.unacknowledged_since(connection))
    return min((since for since in oldest if since is not None), default=None)


def _fragment(pages: Callable[..., Any], service: str, cookies: str) -> Fragment:
    """Ask a service what waits; whatever goes wrong there is its own affair."""
    try:
        client = Client(pages, use_cookies=False)
        answer = client.get(f"/{service}/{WAITING}", headers={"Cookie": cookies})
    except Exception:
        log.exception("no_fragment", service=service)
        return Fragment(service=service, html=None)
    if answer.status_code == HTTPStatus.OK:
        return Fragment(service=service, html=answer.get_data(as_text=True))
    # Whoever has no part in a service has nothing waiting there.
    has_no_part = answer.status_code == HTTPStatus.FORBIDDEN
    return Fragment(service=service, html="" if has_no_part else None)
