"""Who is advised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.consultations.domain.recipients import refuse_wrong_answers
from services.consultations.domain.refusals import PredecessorIsNotGroup
from shared.contracts.consultations import ClientKind, ClientRegistered, Recipient
from shared.contracts.programme import Programme


@dataclass(frozen=True, kw_only=True)
class ClientDetails:
    """What never leaves the node: the name, ways to reach the client, numbers in registers."""

    name: str
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    nip: str | None = None
    krs: str | None = None
    regon: str | None = None


@dataclass(eq=False, kw_only=True)
class Client:
    """A person, a group or an organisation with a file at this node.

    `predecessor_id` leads to the group that the client grew out of: the group's file stays, because
    its history follows it (domain.md 2.2).
    """

    id: UUID
    kind: ClientKind
    details: ClientDetails
    recipient: Recipient
    registered_on: date
    predecessor_id: UUID | None = None
    version: int = 0

    def register(
        self, programmes: Sequence[Programme], predecessor: Client | None, now: datetime
    ) -> ClientRegistered:
        """Begin the file.

        `programmes` are those known at the node: their questions must be answered by their codes.
        Raises `UnknownRecipientCode`, `RecipientAnswerMissing`, `QuestionForPersonsOnly` or
        `PredecessorIsNotGroup`.
        """
        refuse_wrong_answers(self.kind, self.recipient, programmes)
        if predecessor is not None and predecessor.kind is not ClientKind.INITIATIVE_GROUP:
            raise PredecessorIsNotGroup(predecessor.details.name)
        self.version += 1
        return ClientRegistered(
            occurred_at=now,
            subject_version=self.version,
            client_id=self.id,
            client_kind=self.kind,
            registered_on=self.registered_on,
            predecessor_id=self.predecessor_id,
            sex=self.recipient.sex,
            age_band=self.recipient.age_band,
            gmina=self.recipient.gmina,
            status=self.recipient.status,
        )
