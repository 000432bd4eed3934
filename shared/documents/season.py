"""What every document says where business time is played (architecture.md 3, "Time")."""

from __future__ import annotations

from typing import Final

SEASON_BANNER: Final = "Sezon pokazowy: osoby, spółdzielnie i wielkości są zmyślone"
