"""Nobody reads a neighbour: what a process that holds the key, texts or the network does as its first act."""

import os
import sys
from pathlib import Path

from assistant.security.kernel.calls import PR_SET_DUMPABLE, set_of_process

_KEPT = frozenset(
    [
        "PATH",
        "LANG",
        "TZ",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "PYTHONHOME",
        "PYTHONPATH",
        "SYSTEMROOT",
        "TEMP",
        "TMP",
        "OMP_NUM_THREADS",
    ]
)  # no words


def bare_environment(root: Path, *prefixes: str) -> dict[str, str]:
    """What Python and its libraries need to start, and nothing of the person's: no home, no passphrase, no session.

    root: where Alcove's own code lies. prefixes: of further variables to keep.
    """
    begins = ("LC_", *prefixes)
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(begins)}
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), kept.get("PYTHONPATH", "")]))
    return kept


def keep_private() -> None:
    """Closes this process's memory, descriptors and environment to others of the same person, and leaves no core dump.

    On Linux alone all of it: there, who looks needs the rights of root then. Elsewhere it is core dumps at most.
    """
    try:
        import resource
    except ImportError:
        return
    # The soft limit: programs that are started from here may raise it again.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if sys.platform == "linux":
        set_of_process(PR_SET_DUMPABLE, 0)
