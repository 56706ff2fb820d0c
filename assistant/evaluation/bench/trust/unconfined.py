"""A reader process that nothing confines and that opens its files itself: `python -m …trust.unconfined KIND`.

It is the real one without the filter of system calls, Landlock and the lending of files, to tell what these cost.
"""

import sys

from indexers.worker import process
from indexers.worker.borrowing import Borrower

if __name__ == "__main__":
    setattr(process, "confine", lambda: 0)  # noqa: B010  # nothing holds
    setattr(process, "lock_network", tuple)  # noqa: B010
    setattr(Borrower, "install", lambda _: None)  # noqa: B010
    process.main(*sys.argv[1:])
