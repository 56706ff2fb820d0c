"""JSON of any size, entry by entry: a list, one object a line, or lists within an object."""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from assistant.domain.rows import Row
from assistant.messages import tr
from indexers.importers.base import Problem

Found: TypeAlias = "tuple[int, Row] | Problem"
LARGEST = 1 << 23
"""Letters of one entry; what is longer is damaged."""
_BETWEEN = re.compile(r"(?:[\s,\[\]}\ufeff]|\"\w{1,40}\"\s*:\s*(?=\{))*")
"""Also the keys of an object that holds the entries by their numbers."""
_BETWEEN_OF_ONE = re.compile(r"[\s,\ufeff]*")
_NUMBERED = re.compile(r"\s*\{(?=\s*\"\d+\"\s*:\s*\{)")
_FIRST_KEY = re.compile(r"\{\s*(\"(?:[^\"\\\\]){1,80}\")\s*:")
_DECODER = json.JSONDecoder(strict=False)
_UNFINISHED = "Unterminated string"  # no words


class Entries:
    """Reads objects out of blocks of text. What is damaged is skipped up to what looks like the next entry."""

    def __init__(self, blocks: Iterator[str], lists: tuple[str, ...] = (), only: bool = False) -> None:
        """`lists`: names of the lists in one object that hold the entries; `only` the first of them is read."""
        self._between = _BETWEEN_OF_ONE if only and lists else _BETWEEN
        self._blocks = blocks
        self._text, self._at, self._line, self._count = "", 0, 1, 0
        self._more = True
        self._lists = re.compile(rf'"(?:{"|".join(map(re.escape, lists))})"\s*:\s*\[') if lists else None
        self._first_key = ""

    def __iter__(self) -> Iterator[Found]:
        self._enter_lists()
        while self._skip_between():
            if self._text[self._at] != "{":
                if self._between is _BETWEEN_OF_ONE and self._text[self._at] == "]":
                    return
                if not self._next_entry(self._at):
                    return
                continue
            yield from self._entry()

    def _enter_lists(self) -> None:
        """Goes to the first list of one large object."""
        self._read()
        if numbered := _NUMBERED.match(self._text):
            self._at = numbered.end()
            return
        start = _BETWEEN.match(self._text)
        if self._lists and start and self._text.startswith("{", start.end()):
            while not (found := self._lists.search(self._text)) and self._more and len(self._text) < LARGEST:
                self._read()
            if found:
                self._at = found.end()

    def _read(self) -> bool:
        """Takes the next block to what is left of this one."""
        block = next(self._blocks, None)
        self._more = block is not None
        if block:
            self._line += self._text.count("\n", 0, self._at)
            self._text, self._at = self._text[self._at :] + block, 0
        return bool(block)

    def _skip_between(self) -> bool:
        """Goes to the next letter that is no separator; False at the end."""
        while True:
            match = self._between.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return True
            if not self._read():
                return False

    def _entry(self) -> Iterator[Found]:
        self._count += 1
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                short = len(self._text) - self._at < LARGEST
                open_end = error.msg.startswith(_UNFINISHED) or error.pos > len(self._text) - 100
                if open_end and short and self._read():
                    continue
            except RecursionError:
                pass
            else:
                yield self._count, value
                self._first_key = self._first_key or next(iter(value), "")
                self._at = end
                return
            break
        yield self._damaged()
        begun = _FIRST_KEY.match(self._text, self._at)
        self._first_key = self._first_key or (json.loads(begun[1]) if begun else "")
        self._next_entry(self._at + 1)

    def _damaged(self) -> Problem:
        line = self._line + self._text.count("\n", 0, self._at)
        return Problem(tr("Its JSON cannot be understood."), line=line, entry=str(self._count))

    def _next_entry(self, after: int) -> bool:
        """Goes to the next object that begins like the others, or with a line; False if there is none."""
        start = rf"\{{\s*{re.escape(json.dumps(self._first_key, ensure_ascii=False))}\s*:" if self._first_key else r"\{"
        pattern = re.compile(rf"(?:(?<=\n)[ \t]*|(?<=[,\[\s]))(?={start})" if self._first_key else rf"\n\s*(?={start})")
        while True:
            if match := pattern.search(self._text, after):
                self._at = match.end()
                return True
            self._at = after = max(self._at, len(self._text) - 1000, after)
            if not self._read():
                self._at = len(self._text)
                return False
            after = 0
