"""The faults that the suite must survive: our list, with what is expected of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Fault:
    """One entry of the list. A test says which it is about with the marker `fault`."""

    what: str
    expected: str


FAULTS: Final = {
    "F1": Fault(
        "a service is killed before or after its commit",
        "neither change nor event, or both, and sent after the restart",
    ),
    "F2": Fault(
        "the relay is killed after numbering, while or after publishing",
        "the same positions and bytes again, counted once",
    ),
    "F3": Fault("two relays of one journal", "the second waits and says so; order kept"),
    "F4": Fault(
        "the node's broker is killed with a backlog, again and again under load",
        "what it confirmed survives, people work on, the backlog drains",
    ),
    "F6": Fault("the centre's broker is killed during a drain, three times", "duplicates only"),
    "F7": Fault("ingest or projector is killed around its commit", "no double row, no double fact"),
    "F8": Fault(
        "the centre's PostgreSQL is killed in the middle of a batch and stays away",
        "rolled back, delivered again; nothing parked because of it",
    ),
    "F10": Fault("duplicates; the whole archive once more", "nothing changes"),
    "F11": Fault("disorder in windows of 50", "waits, then the exact result"),
    "F12": Fault(
        "messages deleted on their way, in the middle and at the tail",
        "seen, asked for, healed by itself",
    ),
    "F13": Fault(
        "messages that are no domain events", "kept apart, the link goes on, operations told"
    ),
    "F14": Fault(
        "a fold raises",
        "parked, its record waits, the rest goes on, figures flagged; right after the cure",
    ),
    "F15": Fault("every fold raises", "stops after a limit and says so; goes on once cured"),
    "F17": Fault("the link flaps", "nothing lost, nothing dead-lettered"),
    "F18": Fault("the centre refuses for a while", "all kept; resumes by itself"),
    "F19": Fault("the centre's disk alarm", "publishers wait cleanly, nothing lost"),
    "F20": Fault(
        "projection much slower than arrival",
        "the archive keeps up, only the projection's lag grows, freshness tells",
    ),
    "F21": Fault(
        "a rebuild during live traffic",
        "live lag under 5 s; old = new; one transaction switches",
    ),
    "F23": Fault(
        "a node restored from a backup used positions again",
        "fork: nothing overwritten, nothing dropped, both histories visible",
    ),
    "F28": Fault(
        "a node newer than the centre: a major version or data that are not known",
        "stored raw; waits in the projection until the upgrade, then applied by itself",
    ),
    "F29": Fault(
        "an envelope of 300 kB; a clock two days wrong",
        "refused at the journal with a sentence; figures by business day unchanged, skew shown",
    ),
    "F30": Fault(
        "a start without broker, virtual host, or with a wrong password",
        "one sentence and an exit code; no hang",
    ),
    "F31": Fault("told to end at any moment", "batch finished or rolled back; ends within 10 s"),
    "F32a": Fault("eight writers on one journal", "no gap, chain intact"),
    "F32b": Fault("200 bookings of one slot", "exactly one"),
}
