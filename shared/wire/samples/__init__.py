"""One message of every version of a domain event ever published, as it is archived (R6).

A file is written once, when its version is first published, and never changed: what is in an
archive cannot be changed either.
"""

from __future__ import annotations

from importlib.resources import files


def stored_sample(event_type: str) -> bytes:
    """Return the archived message of a type; its file ends with a line feed, the message not."""
    return files(__name__).joinpath(f"{event_type}.json").read_bytes().removesuffix(b"\n")


def sampled_types() -> list[str]:
    """Return all types of which there is a sample, sorted."""
    names = (file.name for file in files(__name__).iterdir())
    return sorted(name.removesuffix(".json") for name in names if name.endswith(".json"))
