"""What a command does before it opens anything: it leaves the network and the other programs of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.security.distant_keyrings import keyring_at_hand
from assistant.security.network_lock import lock_local_sockets, lock_network


@contextmanager
def apart() -> Iterator[None]:
    """Behind the network lock, and out of reach of other programs of this machine, for good. The keyring is asked by a
    process that was started before."""
    lock_network()
    with keyring_at_hand():
        lock_local_sockets()
        yield
