"""Who is advised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from services.consultations.domain.client_refusals import (
    FileErased,
    FileMerged,
    MergedWithItself,
    SuccessorIsNoDuplicate,
)
from services.consultations.domain.recipients import refuse_wrong_answers
from services.consultations.domain.refusals import PredecessorIsNotGroup
from shared.contracts.consultations import (
    ClientAnswersChanged,
    ClientErased,
    ClientKind,
    ClientRegistered,
    ClientsMerged,
    ErasureGround,
    Recipient,
)
from shared.contracts.programme import Programme
from shared.kernel.clock import business_day


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
    pesel: str | None = field(default=None, repr=False)
    """Only where the node keeps it (domain.md 6)."""


ERASED = ClientDetails(name="")
"""What is left of the details of a client who was erased."""

SHORTEST_MARK = 5
"""Signs: a shorter name or number would be found in texts about others."""


@dataclass(frozen=True, kw_only=True)
class ClosedFiles:
    """Files that do not go on by themselves: which goes on for each, and whose client is erased."""

    merged: Mapping[UUID, UUID]
    erased: frozenset[UUID]


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Which file goes on for this one."""

    into_client_id: UUID
    merged_on: date
    merged_by: UUID


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """Since when, and why, there are no personal data."""

    erased_on: date
    ground: ErasureGround


@dataclass(eq=False, kw_only=True)
class Client:
    """A person, a group or an organisation with a file at this node.

    `predecessor_id` leads to the group that the client grew out of: the group's file stays, because
    its history follows it (domain.md 2.2). `version` is the number of the file's domain events;
    `revision` counts every change, also of what is never told.
    """

    id: UUID
    kind: ClientKind
    details: ClientDetails
    recipient: Recipient
    registered_on: date
    predecessor_id: UUID | None = None
    merge: Merge | None = None
    erasure: Erasure | None = None
    version: int = 0
    revision: int = 0

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
        self.revision += 1
        return ClientRegistered(
            occurred_at=now,
            subject_version=self._next_version(),
            client_id=self.id,
            client_kind=self.kind,
            registered_on=self.registered_on,
            predecessor_id=self.predecessor_id,
            sex=self.recipient.sex,
            age_band=self.recipient.age_band,
            gmina=self.recipient.gmina,
            status=self.recipient.status,
        )

    def change(
        self,
        details: ClientDetails,
        recipient: Recipient,
        programmes: Sequence[Programme],
        now: datetime,
    ) -> ClientAnswersChanged | None:
        """Write something else into the file; return what is told if the answers are others.

        Names and numbers are never told, so a change of these alone tells nothing. Raises
        `FileMerged`, `FileErased`, or what `register` says about answers.
        """
        self.refuse_unless_goes_on()
        answers_change = recipient != self.recipient
        if answers_change:
            refuse_wrong_answers(self.kind, recipient, programmes)
        self.details = details
        self.recipient = recipient
        self.revision += 1
        if not answers_change:
            return None
        return ClientAnswersChanged(
            occurred_at=now,
            subject_version=self._next_version(),
            client_id=self.id,
            client_kind=self.kind,
            changed_on=business_day(now),
            sex=recipient.sex,
            age_band=recipient.age_band,
            gmina=recipient.gmina,
            status=recipient.status,
        )

    def merge_into(self, kept: Client, *, by: UUID, now: datetime) -> ClientsMerged:
        """Close this file: the other one goes on for both.

        Since only files that go on are merged, no chain of merges ever comes back to its begin.
        Raises `MergedWithItself`, `FileMerged`, `FileErased` or `SuccessorIsNoDuplicate`.
        """
        if kept.id == self.id:
            raise MergedWithItself
        for file in (self, kept):
            file.refuse_unless_goes_on()
        if self.predecessor_id == kept.id or kept.predecessor_id == self.id:
            raise SuccessorIsNoDuplicate
        self.merge = Merge(into_client_id=kept.id, merged_on=business_day(now), merged_by=by)
        self.revision += 1
        return ClientsMerged(
            occurred_at=now,
            subject_version=self._next_version(),
            client_id=self.id,
            into_client_id=kept.id,
            merged_on=self.merge.merged_on,
            merged_by=by,
        )

    def erase(self, ground: ErasureGround, now: datetime) -> ClientErased:
        """Forget who the client is; the codes that figures were counted by stay.

        Raises `FileErased` if that was done before.
        """
        self.refuse_if_erased()
        self.details = ERASED
        self.erasure = Erasure(erased_on=business_day(now), ground=ground)
        self.revision += 1
        return ClientErased(
            occurred_at=now,
            subject_version=self._next_version(),
            client_id=self.id,
            erased_on=self.erasure.erased_on,
            ground=ground,
        )

    def refuse_unless_goes_on(self) -> None:
        """Raise `FileMerged` or `FileErased` if nothing new is written under this file."""
        self.refuse_if_erased()
        if self.merge is not None:
            raise FileMerged(self.merge.into_client_id)

    def refuse_if_erased(self) -> None:
        """Raise `FileErased` if words about this client would be personal data again."""
        if self.erasure is not None:
            raise FileErased(self.erasure.erased_on)

    def _next_version(self) -> int:
        self.version += 1
        return self.version


def marks_of(files: Sequence[Client]) -> tuple[str, ...]:
    """Return by what a client, given as all of their files, is named in a text."""
    ids = [str(file.id) for file in files]
    told = [text for file in files for text in vars(file.details).values() if text]
    return (*ids, *(text for text in told if len(text) >= SHORTEST_MARK))
