"""A node's pages: the applications of all services, under one roof."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import structlog
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

import services.accounts.web
import services.consultations.web
import services.reporting.web
import shared.web
from services.accounts.storage.tools import tools_with
from services.accounts.web import create_app as accounts_app
from services.accounts.web import menu as of_accounts
from services.accounts.web.exchanging import exchange_at, lend_desk
from services.accounts.web.start import Fragment
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
from shared.web.site import Site

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

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
    site = Site(
        runtime=runtime_of(settings, home, lambda _sentence: None),
        tokens=TokenReader(key=key.public_key(), node=settings.node),
        secret=form_secret(home),
        menu=MENU,
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
        tools=tools_with(accounts_key(home)),
        fragments=fragments,
        unacknowledged_since=lambda: _unacknowledged_since(site.runtime),
    )
    api = api_app(site, OF_SERVICES, exchange_at(root))
    lend_desk(root, api)
    together = DispatcherMiddleware(root, {**mounted, "/api": api})
    return together


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
