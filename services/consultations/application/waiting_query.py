"""What the start page asks; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass

from services.consultations.application.commands import Query


@dataclass(frozen=True, kw_only=True)
class WhatWaitsQuery(Query):
    """Ask what waits for the actor."""
