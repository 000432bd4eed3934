"""The key with which a node seals the secrets of second factors: a file in its home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.node.key_files import key_in

if TYPE_CHECKING:
    from pathlib import Path

KEY_FILE = "accounts.key"


def accounts_key(home: Path) -> bytes:
    """Return the node's key, made on first use; a backup of the database is no use without it.

    Raises SettingsUnusable if the file holds something else.
    """
    return key_in(home / KEY_FILE, "drugich składników logowania")
