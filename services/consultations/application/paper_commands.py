"""What can be asked about scans, unsent forms and files told apart; who may: `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.consultations.application.commands import Query
from services.consultations.domain.unsent_form import FormKind
from shared.kernel.command import Command


@dataclass(frozen=True, kw_only=True)
class AttachScan(Command):
    """Put the scan of a signed paper to its card; its bytes are handed over beside the command.

    `digest` is their SHA-256: the same command is about the same bytes. With `by_client` the paper
    is the client's confirmation too, unless there is one already.
    """

    card_id: UUID
    scan_id: UUID
    digest: str
    signed_on: date
    signers: str
    by_client: bool


@dataclass(frozen=True, kw_only=True)
class RemoveScan(Command):
    """Take away a scan that belongs elsewhere."""

    scan_id: UUID


@dataclass(frozen=True, kw_only=True)
class ScanQuery(Query):
    """Ask for a scan with its bytes."""

    card_id: UUID
    scan_id: UUID


@dataclass(frozen=True, kw_only=True)
class ScansQuery(Query):
    """Ask which scans a card has."""

    card_id: UUID


@dataclass(frozen=True, kw_only=True)
class KeepUnsentForm(Command):
    """Keep what the actor typed; `expected_version` is what their page knows to be kept.

    `client_ids` are the clients who are on the form.
    """

    form: FormKind
    about: UUID
    expected_version: int
    typed: str
    client_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DiscardUnsentForm(Command):
    """Forget what the actor typed into a form."""

    form: FormKind
    about: UUID


@dataclass(frozen=True, kw_only=True)
class UnsentFormQuery(Query):
    """Ask what the actor typed into a form and did not send."""

    form: FormKind
    about: UUID


@dataclass(frozen=True, kw_only=True)
class TellApart(Command):
    """Say that two files alike are of two clients."""

    one_id: UUID
    other_id: UUID


@dataclass(frozen=True, kw_only=True)
class TakeBackTellingApart(Command):
    """Say that two files may be of one client after all."""

    one_id: UUID
    other_id: UUID
