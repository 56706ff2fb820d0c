"""Which package indexes pip is told to use on this machine, asked of pip itself when they are needed."""

import ast
import os
import re
import subprocess
import sys
from functools import cache

from assistant.security.helper.unpacking import Indexes

_SECONDS = 30.0


def pip_indexes() -> Indexes:
    """Addresses on the network, best first, certificates and proxy. What pip cannot tell is as it usually is."""
    return read_settings(_asked("config", "list"))


def read_settings(said: str) -> Indexes:
    """Reads what `pip config list` prints: lines of section.name='value', later sections first in force."""
    values: dict[str, dict[str, str]] = {}
    for line in said.splitlines():
        place, _, value = line.partition("=")
        section, _, name = place.strip().rpartition(".")
        try:
            values.setdefault(name, {})[section] = str(ast.literal_eval(value))
        except (ValueError, SyntaxError):
            continue
    chosen = {name: _in_force(found) for name, found in values.items()}
    if chosen.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        addresses = []
    else:
        addresses = [chosen.get("index-url") or usual_index(), *chosen.get("extra-index-url", "").split()]
    indexes = tuple(one for one in addresses if one.startswith(("https://", "http://")))
    return Indexes(indexes, chosen.get("cert", ""), chosen.get("proxy", ""))


@cache
def usual_index() -> str:
    """The index that pip asks when nothing is configured, as its help names it; empty if it does not say."""
    found = re.search(r"--index-url <url>.*?\(default (https://[^\s)]+)\)", _asked("install", "--help"))
    return found[1] if found else ""


def _asked(*arguments: str) -> str:
    """What pip prints, in lines as long as they are; empty where it fails."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "pip", *arguments], env={**os.environ, "COLUMNS": "1000"},
            capture_output=True, text=True, timeout=_SECONDS, check=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def _in_force(found: dict[str, str]) -> str:
    """The environment stands above the section of a command, and that above the general one."""
    for section in (":env:", "install", "download", "global"):
        if section in found:
            return found[section]
    return next(iter(found.values()))
