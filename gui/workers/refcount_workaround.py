"""Keeps Python itself alive under a fault of the Qt bindings."""

import ctypes
import sys

_LASTING: tuple[object, ...] = (None, True, False, NotImplemented, Ellipsis, (), "", b"", *range(-5, 257))
"""What Python 3.12 and later never free."""


def steady_constants() -> None:
    """Give Python's own constants so many references that they are never freed, as 3.12 and later do for everyone.

    PySide6 6.12.0 was built for a Python where these are not counted: below 3.12 each call that returns nothing takes
    one reference of None away, some take one of True or False, and after a few thousand calls the process ends with
    “deallocating None”. Safe to call twice.
    """
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    for constant in _LASTING:
        count = ctypes.c_ssize_t.from_address(id(constant))
        # In a build of Python that lays objects out otherwise, the number found there is another one: hands off.
        if abs(count.value - sys.getrefcount(constant)) < 100 and count.value < sys.maxsize // 4:
            count.value += sys.maxsize // 4
