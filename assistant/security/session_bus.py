"""The bus on which the programs of a desktop speak with each other."""

import os
import sys
from pathlib import Path


def has_session_bus() -> bool:
    """Whether one runs. To ask it would start one where there is none."""
    if sys.platform != "linux":
        return False
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or bool(folder and Path(folder, "bus").exists())
