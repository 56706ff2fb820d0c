"""Where other programs keep what they know of books that stand in a person's own folders."""

import os


def stands_beside(path: str) -> bool:
    """Whether a file of that place is one that KOReader or Calibre keeps: by its name alone."""
    folder, name = os.path.split(path)
    sidecar = name.startswith("metadata.") and name.endswith(".lua") and folder.endswith(".sdr")
    return sidecar or name == "metadata.db"
