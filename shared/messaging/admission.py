"""Admission: a message is a domain event or a heartbeat of the node whose queue it came from.

The envelope is checked by hand, because it is checked for every message; `data` is not looked into,
so that an old centre stores what a newer node tells it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.messaging import control
from shared.messaging.chain import Link, NotSealed, WrongDigest, unseal
from shared.messaging.tables import BODY_LIMIT
from shared.wire.envelope import CONTENT_TYPE

if TYPE_CHECKING:
    from shared.messaging.delivery import Delivery, Inbound

_TEXTS = ("id", "source", "type", "subject", "time", "dataschema", "correlationid", "causationid")
_LONGEST = {"id": 36, "source": 80, "type": 120, "subject": 120}
_SOURCE = re.compile(r"\A/nodes/([a-z0-9-]{1,40})/[a-z]{1,20}\Z")
# RFC 3339 with a "Z": what Python's own reader takes grows with every version.
_MOMENT = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z\Z")
_HIGHEST_VERSION = 2**31 - 1
_SEAL_LIMIT = 512
"""Bytes by which the four sealing members may make a message longer than its body."""
_HEARTBEAT_LIMIT = 16 * 1024
_MATCH_LIST_LIMIT = 256 * 1024


class NotAdmitted(Exception):
    """A message goes to the quarantine; the text says why, without repeating its content."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A domain event that its node may publish."""

    source: str
    link: Link


def admit(delivery: Delivery, inbound: Inbound) -> Admitted | control.Heartbeat | control.MatchList:
    """Return what a delivery holds, or raise NotAdmitted."""
    if delivery.user_id != inbound.user_id:
        message = f"written as user {delivery.user_id!r}, not as {inbound.user_id!r}"
        raise NotAdmitted(message)
    if delivery.exchange != inbound.exchange:
        message = f"came through exchange {delivery.exchange!r}, not {inbound.exchange!r}"
        raise NotAdmitted(message)
    if delivery.content_type == control.CONTENT_TYPE:
        return _told(delivery, inbound)
    if delivery.content_type != CONTENT_TYPE:
        message = f"content type {delivery.content_type!r} is not {CONTENT_TYPE!r}"
        raise NotAdmitted(message)
    if len(delivery.body) > BODY_LIMIT + _SEAL_LIMIT:
        message = f"{len(delivery.body)} bytes are more than a domain event may have"
        raise NotAdmitted(message)
    return Admitted(_source_of(_members(delivery.body), inbound), _link(delivery.body))


def _told(delivery: Delivery, inbound: Inbound) -> control.Heartbeat | control.MatchList:
    if len(delivery.body) > _MATCH_LIST_LIMIT:
        reason = f"{len(delivery.body)} bytes are more than a control message may have"
        raise NotAdmitted(reason)
    try:
        message = control.load(delivery.body)
    except control.NotControl as error:
        raise NotAdmitted(str(error)[:200]) from error
    if not isinstance(message, control.Heartbeat | control.MatchList):
        reason = f"a node sends heartbeats and match lists, not {message.kind} messages"
        raise NotAdmitted(reason)
    if isinstance(message, control.Heartbeat) and len(delivery.body) > _HEARTBEAT_LIMIT:
        reason = f"{len(delivery.body)} bytes are more than a heartbeat may have"
        raise NotAdmitted(reason)
    _check_source(message.source, inbound)
    return message


def _members(body: bytes) -> dict[str, Any]:
    try:
        members = _JSON.decode(body.decode())
    except (ValueError, RecursionError) as error:
        message = "the body is not JSON in UTF-8"
        raise NotAdmitted(message) from error
    if not isinstance(members, dict):
        message = "the body is not a JSON object"
        raise NotAdmitted(message)
    return members


def _source_of(members: dict[str, Any], inbound: Inbound) -> str:
    """Check the members that every envelope has, and return the source."""
    if members.get("specversion") != "1.0":
        message = "it is no CloudEvents 1.0 envelope"
        raise NotAdmitted(message)
    for name in _TEXTS:
        value = members.get(name)
        if not isinstance(value, str) or not _is_plain(value, _LONGEST.get(name, 200)):
            message = f"the member {name!r} is missing, empty, too long, or no plain text"
            raise NotAdmitted(message)
    version = members.get("subjectversion")
    if type(version) is not int or not 1 <= version <= _HIGHEST_VERSION:
        message = "the member 'subjectversion' is no number from 1"
        raise NotAdmitted(message)
    if not isinstance(members.get("data"), dict):
        message = "the member 'data' is missing or no object"
        raise NotAdmitted(message)
    if not _is_moment(members["time"]):
        message = "the member 'time' is no moment with a time zone"
        raise NotAdmitted(message)
    source: str = members["source"]
    _check_source(source, inbound)
    return source


def _no_json(constant: str) -> None:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(constant)


_JSON = json.JSONDecoder(parse_constant=_no_json)


def _is_plain(text: str, longest: int) -> bool:
    """Tell whether every database takes a text: no NUL, no half of a character, no line feed."""
    return 0 < len(text) <= longest and text.isascii() and text.isprintable()


def _is_moment(text: str) -> bool:
    try:
        return _MOMENT.match(text) is not None and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _check_source(source: str, inbound: Inbound) -> None:
    match = _SOURCE.match(source)
    if match is None or match[1] != inbound.node:
        message = f"source {source[:80]!r} is none of node {inbound.node!r}"
        raise NotAdmitted(message)


def _link(body: bytes) -> Link:
    try:
        return unseal(body)
    except NotSealed as error:
        message = "it is not sealed: epoch, sequence, prevdigest and digest do not end it"
        raise NotAdmitted(message) from error
    except WrongDigest as error:
        message = "its digest is that of other bytes"
        raise NotAdmitted(message) from error
