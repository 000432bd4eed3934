"""The browser that the tests of pages drive: Debian's Chromium, or the one that a setting names."""

import os
import shutil
from pathlib import Path

from tests.servers.sharing import ServerMissing


def find_chromium() -> Path:
    """Return the program; raises `ServerMissing`."""
    found = shutil.which(os.environ.get("OWSS_TEST_CHROMIUM") or "chromium")
    if found is None:
        raise ServerMissing(
            "No Chromium here: install Debian's package chromium, or name the program in "
            "OWSS_TEST_CHROMIUM."
        )
    return Path(found)
