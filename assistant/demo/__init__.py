"""The demo library: small real files made from the catalogue in resources/demo, indexed, and given a history."""

from assistant.demo.history import prepare
from assistant.demo.maker import build

__all__ = ["build", "prepare"]
