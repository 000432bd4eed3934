"""What consultations refuse about clients' files and what belongs to them."""

from __future__ import annotations

from services.consultations.domain.refusals import ConsultationsError


class PossibleDuplicate(ConsultationsError):
    """A client has one file; whoever opens another says that it is not the same (domain.md 7.2).

    The data are the strongest identifier that agrees, the number of files, and each of them as
    `<client_id> <identifier> …`.
    """


class PeselNotKept(ConsultationsError):
    """A node keeps PESEL only where that is switched on (domain.md 6)."""


class FileMerged(ConsultationsError):
    """Work goes on in the file that a client's files were merged into (domain.md 7.2)."""


class FileErased(ConsultationsError):
    """Nothing new is written about a client whose personal data were erased (domain.md 6)."""


class MergedWithItself(ConsultationsError):
    """A merge is of two files, each of which goes on until then (domain.md 7.2)."""


class SuccessorIsNoDuplicate(ConsultationsError):
    """A group and the cooperative that it became stay two linked files (domain.md 2.2)."""


class NotToldApart(ConsultationsError):
    """Only what somebody said can be taken back (domain.md 7.2)."""
