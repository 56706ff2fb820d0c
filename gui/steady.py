"""Keeps Python itself alive under a fault of the Qt bindings."""

import ctypes
import sys


def steady_none() -> None:
    """Give None so many references that it is never freed, as Python 3.12 and later do for everyone.

    PySide6 6.12.0 was built for a Python where None is not counted: below 3.12 each call that returns nothing takes
    one reference away, and after some thousand calls the process ends with “deallocating None”. Safe to call twice.
    """
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    count = ctypes.c_ssize_t.from_address(id(None))
    # In a build of Python that lays objects out otherwise, the number found there is another one: hands off.
    if abs(count.value - sys.getrefcount(None)) < 100 and count.value < sys.maxsize // 4:
        count.value += sys.maxsize // 4
