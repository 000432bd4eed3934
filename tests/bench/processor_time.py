"""Processor time: steadier than the clock where other programs use the machine too."""

from __future__ import annotations

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")
_PARENT, _USER, _SYSTEM, _USER_OF_CHILDREN, _SYSTEM_OF_CHILDREN = 1, 11, 12, 13, 14
"""Places in /proc/PID/stat, counted behind the program's name."""


def seconds_used(*roots: int) -> float:
    """Return the processor time that processes and all below them have used so far.

    A child that ended in between counts through its parent, which has waited for it.
    """
    stats = _all_stats()
    wanted = set(roots)
    while below := {pid for pid, stat in stats.items() if stat[_PARENT] in wanted} - wanted:
        wanted |= below
    used = (_USER, _SYSTEM, _USER_OF_CHILDREN, _SYSTEM_OF_CHILDREN)
    ticks = sum(stats[pid][place] for pid in wanted if pid in stats for place in used)
    return ticks / _TICKS


def _all_stats() -> dict[int, list[int]]:
    found = {}
    for folder in _PROC.glob("[0-9]*"):
        try:
            text = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue  # it has ended meanwhile
        # Behind the name, which may hold anything: the state, a letter, and then numbers.
        members = text.rpartition(") ")[2].split()
        found[int(folder.name)] = [0, *(int(each) for each in members[1:])]
    return found
