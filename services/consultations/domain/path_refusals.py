"""What consultations refuse about a client's way: support paths, referrals, follow-up."""

from __future__ import annotations

from services.consultations.domain.refusals import ConsultationsError


class PathNotFound(ConsultationsError):
    """A path is opened before a card names it (domain.md 7.2)."""


class NoClientOnPath(ConsultationsError):
    """A support path is for at least one client (domain.md 2.2)."""


class ClientTwiceOnPath(ConsultationsError):
    """A client is on a support path once, so that nobody is counted twice (domain.md 2.2)."""


class PathClosed(ConsultationsError):
    """A support path ends once, and takes no sessions after that (domain.md 7.2)."""


class PathOfOthers(ConsultationsError):
    """A card belongs to a path of one of its clients (domain.md 7.2)."""


class ReferralNotFound(ConsultationsError):
    """A referral opens only at the node that made it (domain.md 7.1, C5)."""


class UnknownNode(ConsultationsError):
    """Clients are referred between the nodes of one programme (domain.md 7.2, `ReferralMade`)."""


class ReferredToItself(ConsultationsError):
    """A referral leads to another node (domain.md 7.2, `ReferralMade`)."""


class ReceivedElsewhere(ConsultationsError):
    """Only the node to which a client was sent says that they came there (domain.md 7.2)."""


class FollowUpNotDue(ConsultationsError):
    """A client is asked 6 and 12 months after the advice, not before (domain.md 7.2)."""


class NothingToFollowUp(ConsultationsError):
    """A follow-up asks what came of advice that counts, or of a closed path (domain.md 7.2)."""


class FollowUpRecordedBefore(ConsultationsError):
    """What came of advice is recorded once for each of its months (domain.md 7.2)."""
