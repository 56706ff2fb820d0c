"""Reads tables as Lua writes them: KOReader keeps what it knows of a book in them."""

import re
from typing import TypeAlias

from indexers.readers.decoding import decode_text

Value: TypeAlias = "str | float | bool | None | dict[str, Value]"
_TOKEN = re.compile(
    r'\s+|--\[(=*)\[.*?\]\1\]|--[^\n]*|"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'|\[(=*)\[\n?(.*?)\]\4\]|'
    r"(-?(?:0x[0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+|nan|inf|math\.huge))(?![\w.])|([A-Za-z_]\w*)|([{}\[\]=,;])",
    re.S,
)
_ESCAPE = re.compile(r"((?:\\\d{1,3}|\\x[0-9a-fA-F]{2})+)|\\(?:u\{([0-9a-fA-F]+)\}|z\s*|(\r?\n|.))", re.S)
_BYTE = re.compile(r"\\(?:(\d{1,3})|x([0-9a-fA-F]{2}))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "", "b": "", "f": "", "v": "", "\r\n": "\n"}
_WORDS: dict[str, Value] = {"true": True, "false": False, "nil": None}
_DEEPEST = 50


def lua_table(text: str) -> tuple[dict[str, Value], str]:
    """The first table of a text: {key: value}, lists by their numbers from "1"; and what is wrong with it.

    Damage ends the table: what stands before it is kept. Raises ValueError where there is no table.
    """
    reader = _Reader(text)
    return reader.table(), reader.damage


class _Reader:
    def __init__(self, text: str) -> None:
        self._text, self._at = text, max(text.find("{"), 0)
        self._depth = 0
        self.damage = ""

    def table(self) -> dict[str, Value]:
        self._expect("{")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("nested too deep")
        found: dict[str, Value] = {}
        try:
            self._fill(found)
        except ValueError as error:
            self.damage = self.damage or str(error)
            self._at = len(self._text)
        self._depth -= 1
        return found

    def _fill(self, found: dict[str, Value]) -> None:
        while (token := self._next()) != ("sign", "}"):
            if token in (("sign", ","), ("sign", ";")):
                continue
            key, value = self._field(token, str(len(found) + 1))
            found[key] = value
            if self.damage:
                raise ValueError(self.damage)

    def _field(self, token: tuple[str, str], number: str) -> tuple[str, Value]:
        if token == ("sign", "["):
            key = self._next()[1]
            self._expect("]")
            self._expect("=")
            return key, self._value(self._next())
        if token[0] == "word" and token[1] not in _WORDS:
            self._expect("=")
            return token[1], self._value(self._next())
        return number, self._value(token)

    def _value(self, token: tuple[str, str]) -> Value:
        kind, text = token
        if token == ("sign", "{"):
            self._at -= 1
            return self.table()
        if kind == "text":
            return text
        if kind == "number":
            if text.lstrip("-")[0] in "nim":
                return None
            return float(int(text, 16)) if text.startswith(("0x", "-0x")) else float(text)
        if kind == "word" and text in _WORDS:
            return _WORDS[text]
        raise ValueError(f"no value at {self._at}")

    def _expect(self, sign: str) -> None:
        if self._next() != ("sign", sign):
            raise ValueError(f"no {sign} at {self._at}")

    def _next(self) -> tuple[str, str]:
        """(what it is, its text) of the next token but blanks and comments."""
        while match := _TOKEN.match(self._text, self._at):
            self._at = match.end()
            _, double, single, _, long, number, word, sign = match.groups()
            if (quoted := double if double is not None else single) is not None:
                return "text", _ESCAPE.sub(_unescaped, quoted)
            for kind, text in (("text", long), ("number", number), ("word", word), ("sign", sign)):
                if text is not None:
                    return kind, text
        raise ValueError(f"damaged at {self._at}")


def _unescaped(match: "re.Match[str]") -> str:
    """Numbers stand for bytes, of which several make one letter."""
    if match[1]:
        return decode_text(bytes(int(ten) & 255 if ten else int(hexed, 16) for ten, hexed in _BYTE.findall(match[1])))
    if match[2]:
        return chr(int(match[2], 16))
    return _LETTERS.get(match[3] or "", match[3] or "")
