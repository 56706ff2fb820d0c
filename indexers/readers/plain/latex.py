"""Reads LaTeX: title, authors and sections; commands are taken off, formulas stay as they are written."""

import re
from pathlib import Path

from indexers.metadata.clean_metadata import clean_line, clean_names, clean_text, find_year
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.decoding import read_text
from indexers.readers.registry import reader
from indexers.readers.sections import cut_at, with_text

_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t\r]*(?:%[^\n]*|\\(?!documentclass)[^\n]*)?\n)*[ \t]*\\documentclass")
"""What comes first: before it stand comments, blank lines and other commands alone."""
_COMMENT = re.compile(r"(?<!\\)%.*")
_SECTION = re.compile(r"\\(?:part|chapter|section|subsection)\*?\s*(?:\[[^\]]*\])?\{((?:[^{}]|\{[^{}]*\})*)\}")
_ABSTRACT = re.compile(r"\\begin\{abstract\}(.*?)\\end\{abstract\}", re.S)
_BODY = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|\Z)", re.S)
_SILENT = re.compile(
    r"\\(?:label|ref|eqref|cite[tp]?|includegraphics|input|include|bibliography|bibliographystyle|usepackage|begin|end|"
    r"vspace|hspace|thanks|pagestyle|documentclass|newcommand|renewcommand|setlength|footnotemark)\*?"
    r"(?:\[[^\]]*\])*(?:\{[^{}]*\})*"
)
_COMMAND = re.compile(r"\\[a-zA-Z]+\*?(?:\[[^\]]*\])?")
_NOTE = re.compile(r"\\(?:thanks|footnote|inst|affil|orcidID|email|texttt|url)\s*\{[^{}]*\}|\$[^$]*\$")
_NAME = re.compile(r"^[^\W\d_][^\d@]{1,60}$")
_PLACE = re.compile(
    r"\b(?:universi\w+|dep(?:artmen)?t\b|institut\w*|school|college|laborator\w*|lab\b|inc\b|gmbh|faculty|cent(?:er|re))",
    re.I,
)
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "H": "\u030b", "k": "\u0328", "r": "\u030a", "u": "\u0306", "d": "\u0323",
}  # fmt: skip
_ACCENT = re.compile(
    r"\\(?:(?P<sign>['`\"^~=.])\s*(?:\{\\?(?P<inner>[a-zA-Z])\}|\\?(?P<bare>[a-zA-Z]))|"
    r"(?P<name>[cvHkrud])(?:\{\\?(?P<held>[a-zA-Z])\}|\s+(?P<next>[a-zA-Z])))"
)
_LETTERS = {
    r"\ss": "ß", r"\ae": "æ", r"\AE": "Æ", r"\oe": "œ", r"\OE": "Œ", r"\o": "ø", r"\O": "Ø", r"\aa": "å", r"\AA": "Å",
    r"\l": "ł", r"\L": "Ł", r"\i": "ı", r"\j": "ȷ", r"\th": "þ", r"\TH": "Þ", r"\dh": "ð", r"\DH": "Ð", r"\dj": "đ",
    r"\DJ": "Đ", r"\S": "§", r"\copyright": "©", r"\pounds": "£", r"\euro": "€", r"\textdegree": "°", r"\degree": "°",
    r"\textendash": "–", r"\textemdash": "—", r"\textquoteright": "’", r"\textquoteleft": "‘", r"\ldots": "…",
    r"\dots": "…", r"\textellipsis": "…", r"\textregistered": "®", r"\texttrademark": "™",
}  # fmt: skip


_GREEK = re.compile(
    r"\\(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|"
    r"omega)(?![a-zA-Z])\s?",
    re.I,
)


def _is_latex(head: bytes) -> bool:
    return bool(_START.match(head))


@reader("LaTeX", {  # no words
    ".tex": "application/x-tex", ".latex": "application/x-latex", ".ltx": "application/x-tex",
}, largest=16 * MEGABYTE, recognises=_is_latex)  # fmt: skip
def read_latex(path: Path) -> Reading:
    source = _COMMENT.sub("", clean_text(read_text(path)))
    abstract = _ABSTRACT.search(source)
    body = _BODY.search(source)
    return Reading(
        title=clean_line(plain_latex(_argument(source, "title").replace("\\\\", " "))),
        creators=_authors(_argument(source, "author")),
        year=find_year(plain_latex(_argument(source, "date"))),
        description=clean_line(plain_latex(abstract[1]), 4000) if abstract else "",
        sections=_sections(body[1] if body else source),
    )


def _authors(text: str) -> tuple[str, ...]:
    """People parted by \\and, commas or lines; the lines below a name tell where its owner works."""
    text = _NOTE.sub("", text)
    groups = re.split(r"\\and\b|\\AND\b|\\And\b", text)
    lines = [line for group in groups for line in group.split("\\\\")[: 1 if len(groups) > 1 else None]]
    names = (plain_latex(name) for line in lines for name in re.split(r",\s+(?:and\s+)?|\s+and\s+", line))
    return clean_names(name for name in names if _NAME.match(name.strip()) and not _PLACE.search(name))[:12]


def _argument(source: str, command: str) -> str:
    """What stands in the braces of the first use of a command."""
    match = re.search(r"\\" + command + r"\s*(?:\[[^\]]*\])?\{", source)
    if not match:
        return ""
    depth, place = 1, match.end()
    while place < len(source) and depth and place - match.end() < 5000:
        depth += (source[place] == "{") - (source[place] == "}")
        place += 1
    return source[match.end() : place - 1]


def composed(text: str) -> str:
    """Accents and letters that are written as commands as the letters that they are; the rest stands."""
    import unicodedata

    def accent(match: "re.Match[str]") -> str:
        letter = next(match[part] for part in ("inner", "bare", "held", "next") if match[part])
        return unicodedata.normalize("NFC", letter + _ACCENTS[match["sign"] or match["name"]])

    def greek(match: "re.Match[str]") -> str:
        size = "CAPITAL" if match[1][0].isupper() else "SMALL"
        return unicodedata.lookup(f"GREEK {size} LETTER {match[1].upper().replace('LAMBDA', 'LAMDA')}")

    text = _ACCENT.sub(accent, text)
    for command, letter in _LETTERS.items():
        text = re.sub(re.escape(command) + r"(?![a-zA-Z])(?:\{\})?\s?", letter, text)
    return _GREEK.sub(greek, text)


def plain_latex(text: str) -> str:
    """Words without commands: accents composed, arguments kept."""
    text = composed(text)
    text = _COMMAND.sub("", _SILENT.sub("", text))
    text = re.sub(r"\\([%&_#$])", r"\1", text).replace("~", " ").replace("---", "—").replace("--", "–")
    text = re.sub(r"\\\\|\\[,;!: ]", " ", text.replace("``", "“").replace("''", "”"))
    return re.sub(r"[{}]", "", text)


def _sections(body: str) -> tuple[Section, ...]:
    pieces = cut_at(body, list(_SECTION.finditer(body)), lambda match: plain_latex(match[1]))
    return with_text((_tidy(plain_latex(piece)), place) for piece, place in pieces)


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in text.split("\n")))
