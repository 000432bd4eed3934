"""Appointments: advice that was asked for, agreed, cancelled, missed or held (domain.md 2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.contracts.consultations.clients import ClientKind
from shared.contracts.domain_event import DomainEvent

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


class CancelledBy(StrEnum):
    """Who gave an appointment up."""

    CLIENT = "client"
    CENTRE = "centre"


@dataclass(frozen=True, kw_only=True)
class AskedAdvice:
    """What an appointment is about."""

    appointment_id: UUID
    client_id: UUID
    client_kind: ClientKind
    field_of_advice: str
    form_of_contact: str


@dataclass(frozen=True, kw_only=True)
class AdviceRequested(AskedAdvice, DomainEvent):
    """A client asked for advice; no time is agreed yet."""

    requested_on: date


@dataclass(frozen=True, kw_only=True)
class AdviceScheduled(AskedAdvice, DomainEvent):
    """A time was agreed with an adviser; told again with every change of it."""

    adviser_id: UUID
    scheduled_on: date
    minutes: int


@dataclass(frozen=True, kw_only=True)
class AdviceCancelled(DomainEvent):
    """An appointment, or a request, was given up before it was held."""

    appointment_id: UUID
    cancelled_on: date
    cancelled_by: CancelledBy


@dataclass(frozen=True, kw_only=True)
class ClientDidNotShowUp(AskedAdvice, DomainEvent):
    """The adviser waited and the client did not come."""

    adviser_id: UUID
    scheduled_on: date


@dataclass(frozen=True, kw_only=True)
class AdviceHeld(AskedAdvice, DomainEvent):
    """Client and adviser met as agreed; hours count only from an approved card."""

    adviser_id: UUID
    held_on: date
