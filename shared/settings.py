"""A node's settings: one file in its home, read once, at the edge (R24)."""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from shared.messaging.runtime import Pace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

FILE_NAME = "node.toml"

PUBLIC_URL = "OWSS_PUBLIC_URL"
ADDRESS = r"https?://[^\s?#/]+(/[^\s?#]*)?"

USUAL_WEB = "127.0.0.1:8600"
"""Where a node's pages are unless it is told otherwise."""


class SettingsUnusable(Exception):
    """A node starts only with settings that are complete; the text says what to set."""


@dataclass(frozen=True, kw_only=True)
class NodeSettings:
    """What one node is and where its broker and databases are. The URLs hold passwords."""

    node: str
    centre: str
    """The node that is the centre; the same as `node` at the centre itself."""
    season_begins: datetime | None
    """From when the business clock is played; it cannot be taken back (architecture.md 3)."""
    installation: UUID
    broker_url: str = field(repr=False)
    management_url: str = field(repr=False)
    databases: Mapping[str, str] = field(repr=False)
    pace: Pace = field(default_factory=Pace)
    pesel: bool = False
    """Whether the node keeps PESEL numbers, sealed with a key in its home (domain.md 6).

    Once it is switched off they are shown no more, and a file drops its number when it changes."""
    web: str = USUAL_WEB
    """Where the node's pages are, as `host:port`."""
    https: bool = False
    """Whether a proxy in front lets browsers come by HTTPS only."""
    public_url: str | None = None
    """Where people's browsers find the pages; `OWSS_PUBLIC_URL` goes before it."""
    programme_key: str | None = field(default=None, repr=False)
    """The secret, one for all nodes of a programme, by which clients are counted once across them;
    without it this node's clients are counted as its own (architecture.md 3)."""

    @property
    def web_place(self) -> tuple[str, int]:
        """The host and port of the pages."""
        host, _, port = self.web.rpartition(":")
        return host, int(port)

    def address(self, environ: Mapping[str, str]) -> str:
        """Return where people's browsers find the pages, without a slash at the end.

        Raises SettingsUnusable if the environment names no address of pages.
        """
        told = environ.get(PUBLIC_URL) or self.public_url
        if told is None:
            return f"{'https' if self.https else 'http'}://{self.web}"
        if not re.fullmatch(ADDRESS, told):
            raise SettingsUnusable(
                f"{PUBLIC_URL} to adres stron węzła, na przykład https://owss.example.org – popraw "
                "go albo usuń."
            )
        return told.rstrip("/")

    @property
    def is_centre(self) -> bool:
        """Whether this node takes in what all others tell."""
        return self.node == self.centre


class _PaceSchema(Schema):
    look = fields.Float(validate=validate.Range(min=0.01))
    heartbeat = fields.Float(validate=validate.Range(min=0.5))
    watchdog = fields.Float(validate=validate.Range(min=0.5))
    match_list = fields.Float(validate=validate.Range(min=0.5))

    @post_load
    def _make(self, values: dict[str, Any], **_: object) -> Pace:
        return Pace(**values)


class _NodeSettingsSchema(Schema):
    class Meta:
        unknown = RAISE

    node = fields.String(required=True, validate=validate.Regexp(r"\A[a-z0-9-]{1,40}\Z"))
    centre = fields.String(required=True, validate=validate.Regexp(r"\A[a-z0-9-]{1,40}\Z"))
    season_begins = fields.AwareDateTime(load_default=None, format="iso")
    installation = fields.UUID(required=True)
    broker_url = fields.String(required=True, validate=validate.Regexp(r"\Aamqps?://"))
    management_url = fields.String(required=True, validate=validate.Regexp(r"\Ahttps?://"))
    databases = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    pace = fields.Nested(_PaceSchema)
    pesel = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    web = fields.String(load_default=USUAL_WEB, validate=validate.Regexp(r"\A[^\s:]+:\d{1,5}\Z"))
    https = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    public_url = fields.String(load_default=None, validate=validate.Regexp(rf"\A{ADDRESS}\Z"))
    programme_key = fields.String(load_default=None, validate=validate.Length(min=32))

    @post_load
    def _make(self, values: dict[str, Any], **_: object) -> NodeSettings:
        return NodeSettings(**values)


def read_settings(home: Path) -> NodeSettings:
    """Return the settings of the node whose home this is.

    Raises SettingsUnusable if there are none, or if they are not complete.
    """
    path = home / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SettingsUnusable(
            f"W folderze {home} nie ma węzła (pliku {FILE_NAME}) – utwórz go poleceniem «owss up» "
            "albo wskaż inny folder opcją --home."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsUnusable(
            f"Pliku {path} nie da się odczytać ({error}) – sprawdź uprawnienia i kodowanie UTF-8."
        ) from error
    try:
        settings: NodeSettings = _NodeSettingsSchema().load(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsUnusable(
            f"Plik {path} nie jest poprawnym plikiem TOML ({error}) – popraw go."
        ) from error
    except ValidationError as error:
        raise SettingsUnusable(
            f"Plik {path} jest niepełny lub błędny – popraw w nim: {', '.join(_members(error))}."
        ) from error
    return settings


def write_settings(home: Path, settings: NodeSettings) -> None:
    """Write the settings for their owner's eyes only, whole or not at all."""
    home.mkdir(parents=True, exist_ok=True)
    fresh = home / f".{FILE_NAME}.{os.getpid()}"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_as_toml(settings))
        file.flush()
        os.fsync(descriptor)
    fresh.replace(home / FILE_NAME)


def _members(error: ValidationError) -> list[str]:
    """Name what is missing or wrong; never its value, which may hold a password."""
    messages: Any = error.messages
    return sorted(str(name) for name in messages)


def _as_toml(settings: NodeSettings) -> str:
    members: dict[str, Any] = _NodeSettingsSchema().dump(settings)
    lines = [
        f"{name} = {_toml_value(value)}"
        for name, value in members.items()
        if value is not None and not isinstance(value, dict)
    ]
    for name, table in members.items():
        if isinstance(table, dict):
            lines += ["", f"[{name}]"]
            lines += [f"{key} = {_toml_value(value)}" for key, value in table.items()]
    return "\n".join(lines) + "\n"


def _toml_value(value: object) -> str:
    if isinstance(value, float):
        return str(value)
    if isinstance(value, bool):
        return json.dumps(value)
    # A basic string of TOML escapes as JSON does, but knows no pairs of surrogates.
    return json.dumps(str(value), ensure_ascii=False)
