"""What consultations refuse.

A class is named as the fact that stands in the way; its docstring is the rule, with its source in
brackets.

Whoever refuses gives the data that a sentence for people needs, in the order that
`services/consultations/sentences.py` uses them.
"""

from __future__ import annotations

from shared.kernel.command import Refusal


class ConsultationsError(Refusal):
    """The root of all refusals of this service."""

    def __init__(self, *data: object) -> None:
        """Keep the data as texts, so that a refusal is the same here and behind RPC."""
        super().__init__(*(str(item) for item in data))


# --- Records


class CardNotFound(ConsultationsError):
    """A card opens only at the node that keeps it (domain.md 7.1, C5)."""


class ClientNotFound(ConsultationsError):
    """A client is registered before anything is written about them (domain.md 2.3, field 3)."""


class AdviserNotFound(ConsultationsError):
    """An adviser is registered before a card names them (domain.md 2.3, field 2)."""


class AlreadyRecorded(ConsultationsError):
    """An id names one record for ever; a new record takes a new id."""


# --- Programme


class NoProgramme(ConsultationsError):
    """A node that knows no programme refuses cards (architecture.md 3, "The programme")."""


class UnknownProgramme(ConsultationsError):
    """Every record belongs to a programme that the centre has published (domain.md 7.1, C1)."""


class ProgrammeVersionAltered(ConsultationsError):
    """A published version never changes: a change is a new version (domain.md 0.3)."""


class UnknownFieldOfAdvice(ConsultationsError):
    """Fields of advice are a dictionary of the programme (domain.md 2.1)."""


class UnknownFormOfContact(ConsultationsError):
    """Forms of contact are a dictionary of the programme (domain.md 2.3, field 5)."""


class UnknownRecipientCode(ConsultationsError):
    """An answer of a recipient is one of the programme's codes (domain.md 2.3, "Recipients")."""


class RecipientAnswerMissing(ConsultationsError):
    """What a programme asks a person is answered; "refused" is an answer (domain.md 6)."""


class QuestionForPersonsOnly(ConsultationsError):
    """Only a person has a sex, an age band or a status (domain.md 2.3, "Recipients")."""


# --- Advisers and clients


class ActivityEndsBeforeItBegins(ConsultationsError):
    """An adviser is active for at least one day."""


class AdviserNotActive(ConsultationsError):
    """Advice is given by a person who is active on that day (domain.md 2.3, field 2)."""


class PredecessorIsNotGroup(ConsultationsError):
    """Only an initiative group lives on as another client (domain.md 2.2)."""


# --- What a card says


class EndsBeforeItStarts(ConsultationsError):
    """A session ends after it starts, on the same day (domain.md 7.2, V1)."""


class AdviserHasAnotherCard(ConsultationsError):
    """The cards of one adviser do not overlap (domain.md 7.2, V1)."""


class CardInFuture(ConsultationsError):
    """A card tells of advice that was given, not of what is planned (domain.md 2.5)."""


class CardOutsideProgramme(ConsultationsError):
    """Advice counts for a programme from its first to its last day (domain.md 7.1, `Project`)."""


class CardDraftedTooLate(ConsultationsError):
    """A card is written within the days that the programme allows (domain.md 2.4).

    Controllers' typical finding: the cards of a whole project filled in on one day.
    """


class NoClientOnCard(ConsultationsError):
    """A card has at least one client (domain.md 2.3, field 3)."""


class NoAdviserOnCard(ConsultationsError):
    """A card has at least one adviser (domain.md 2.3, field 2)."""


class ClientTwiceOnCard(ConsultationsError):
    """A client is on a card once, so that a place is counted once (architecture.md 3)."""


class AdviserTwiceOnCard(ConsultationsError):
    """An adviser is on a card once, so that their time is counted once (architecture.md 3)."""


class SubjectTooShort(ConsultationsError):
    """The subject has the length that the programme asks for (domain.md 2.3, field 7)."""


class AdviceTooShort(ConsultationsError):
    """The advice given has the length that the programme asks for (domain.md 2.3, field 7)."""


# --- A card's life


class NotAdviserOnCard(ConsultationsError):
    """A card is written and signed by an adviser who is on it (domain.md 2.3, field 9)."""


class ApproverIsAdviser(ConsultationsError):
    """Whoever approves, returns or corrects a card is no adviser on it (domain.md 7.2, V3)."""


class CardAlreadySigned(ConsultationsError):
    """A card is changed and signed only while it is drafted or returned (domain.md 2.5)."""


class CardNotReadyForApproval(ConsultationsError):
    """A card is approved or returned once it is signed and nobody has decided (domain.md 2.5)."""


class CardNotApproved(ConsultationsError):
    """A correction entry is possible only from approval on (domain.md 2.5)."""


class AnnulmentMismatch(ConsultationsError):
    """A card stops counting by an annulment and by nothing else (domain.md 2.5)."""


class CardNotSigned(ConsultationsError):
    """A client confirms what an adviser has signed (domain.md 2.3, field 9)."""


class AlreadyConfirmed(ConsultationsError):
    """A client confirms a card once (domain.md 2.3, field 9)."""


class ConfirmedBeforeHeld(ConsultationsError):
    """Advice is confirmed on the day it was given or later (domain.md 7.2, `AdviceConfirmed`)."""


class ConfirmedInFuture(ConsultationsError):
    """A confirmation is recorded when it is there, not before (domain.md 2.3, field 9)."""


# --- Paper


class NoScan(ConsultationsError):
    """A signed card is attached as PDF, JPEG or PNG (domain.md 2.3, field 9)."""


class ScanTooLarge(ConsultationsError):
    """A scan has room in the node's database (domain.md 2.3, field 9)."""


class ScanNotFound(ConsultationsError):
    """A scan opens only at the node that keeps it (domain.md 7.1, C5)."""


class ScanOfAnother(ConsultationsError):
    """A scan is removed by whoever attached it, or by a coordinator (domain.md 6)."""


class PaperSignedBeforeHeld(ConsultationsError):
    """A card is signed on the day of the session or later (domain.md 7.2, V4)."""


class PaperSignedInFuture(ConsultationsError):
    """A signature is recorded when it is there, not before (domain.md 7.2, V6)."""


# --- What was typed and not sent


class FormKeptElsewhere(ConsultationsError):
    """What is kept of a form never replaces something newer in silence (domain.md 8)."""


class FormTooLong(ConsultationsError):
    """What is kept of a form is bounded, as the form is (domain.md 8)."""
