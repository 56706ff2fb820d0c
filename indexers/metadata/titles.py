"""Tells titles that people gave from what programs filled in, and finds a title in a text's first lines."""

import re

from indexers.metadata.clean_metadata import clean_line

_EMPTY_TITLES = re.compile(
    r"^(?:untitled.*|document\d*|(?:slide|page|folie) \d+|powerpoint presentation|"
    r"presentation\d*|powerpoint-präsentation|präsentation\d*|book\d+|mappe\d+|sheet\d+|dokument\d*|"
    r"microsoft (?:word|powerpoint|excel)(?: - document\d*)?|layout \d+|print|scan.*\d+|"
    r".*\.(?:indd|qxd|fm|dvi|tmp|ps|eps|ai|cdr|psd|xls|xlsx))$",
    re.I,
)
_NO_TITLE = re.compile(
    r"[\[(<]?(?:untitled(?: (?:document|e?book|epub|project|manuscript))?|unnamed|title|no title|unknown(?: title)?|"
    r"none|null|unbenannt\w*(?: \w+)?|ohne titel|kein titel|titel|unbekannt\w*(?: titel)?|sans titre|"
    r"titre(?: inconnu)?|inconnu|sin t[ií]tulo|t[ií]tulo(?: desconocido)?|desconocido|senza titolo|titolo|"
    r"sem t[ií]tulo|zonder titel|utan titel|uden titel|без названия|無題|无标题|无题|未命名|未知)[\])>]?[\s_#-]*\d*",
    re.I,
)
"""What programs put where nobody gave a title, in the languages in which they run."""
_OF_A_TEMPLATE = re.compile(
    r"(?:(?:paper|article|main|report|thesis|your|the) ){0,2}title\s*\((?:use|style|font|bold|max\w*|\d+)\b[^()]*\)|"
    r"[\[<{][^\]>}]*\btitle\b[^\]>}]*[\]>}]|"
    r"(?:type|insert|enter|add|write|put|click|tap|replace)\b.{0,40}\btitle\b(?: (?:here|text))?|"
    r".{0,30}\btitle (?:goes )?here|title of (?:(?:the|your|this|my) )?(?:paper|article|manuscript|thesis|report|talk)|"
    r"(?:paper|manuscript) title|your (?:\w+ )?title|(?:hier|bitte|klicken) .{0,40}\btitel\b.*|"
    r"(?:saisir|insérer|entrez|tapez|cliquez)\b.{0,40}\btitre\b.*",
    re.I,
)
"""What stands where its template wants a title, as a conference's "Paper Title (use style: …)"."""
_OFFICE_PREFIX = re.compile(r"^microsoft (?:word|powerpoint|excel) - ", re.I)
_FILE_SUFFIX = re.compile(r"\.(?:docx?|odt|rtf|pptx?|tex|pdf|html?|txt|pages|wpd|sxw)$", re.I)
_ADDRESS = re.compile(r"^(?:file:|https?:|[a-z]:\\|pii:|(?:doi:?\s*)?10\.\d{4,9}/\S+$)", re.I)
"""Also the numbers by which publishers know a paper."""
_NOT_A_TITLE = re.compile(
    r"^(?:page|seite|arxiv|isbn|doi|https?|www\.|copyright|©|vol\b|produced with|evaluation|name\b|date\b|"
    r"(?:table of )?contents$|inhalt(?:sverzeichnis)?$|header$|abstract$|dear\b|header\b.*footer|comment\b)",
    re.I,
)
LONGEST_LINE = 120
_OF_A_SENTENCE = 6
"""Blanks of a line that begins small, from which on it is running text."""
_UNFINISHED = (":", "-", " of", " the", " and", " for", " in", " a", " to")
_SITE = (
    r"(?:www\.)?(?:z-?lib(?:rary)?\.(?:org|io|sk|se)|1lib\.\w{2,3}|b-ok\.\w{2,3}|libgen\.[a-z]{2}|oceanofpdf\.com|"
    r"pdfdrive\.com|anna[’'_]?s archive)"
)  # no words
_OF_A_SITE = re.compile(rf"^[\s_\[(]*{_SITE}[\s_\])]*[-–]?[\s_]*|[\s_]*[-–]{{0,2}}[\s_]*[\[(]*{_SITE}[\s_\])]*$", re.I)
"""What sites where files are shared write before or behind a title."""
_OF_A_COPY = re.compile(
    r"\s*[\[({](?:flac|mp3|aac|alac|ogg|opus|m4a|v0|(?:128|192|256|320)(?:\s?kbps)?|(?:16|24)[- ]?bit\b[^\])}]*|web|"
    r"z-?lib(?:rary)?|lossless|retail|epub|pdf|mobi|azw3?|ocr|scan(?:ned)?|digital)[\])}]",
    re.I,
)
"""What of a copy stands in brackets: its format, or where it came from."""


def without_marks(title: str) -> str:
    """A title, or the name of a file or folder, without what sites and formats of a copy have added to it."""
    return _OF_A_COPY.sub("", _OF_A_SITE.sub("", title)).strip() or title


def sane_title(title: str) -> str:
    """A title that a person gave; empty for what a program filled in."""
    stated = without_marks(clean_line(title))
    line = _FILE_SUFFIX.sub("", _OFFICE_PREFIX.sub("", stated))
    if line != stated and " " not in line:
        # "Microsoft Word - paper_final2.doc" is the name of a file.
        return ""
    if not given_title(line) or _EMPTY_TITLES.match(line) or _ADDRESS.match(line) or not re.search(r"\w", line):
        return ""
    if len(line) == 1 and line.isascii():
        return ""
    return "" if "\ufffd" in line or re.fullmatch(r"[\d\W_]{1,6}", line) else line


def given_title(title: str) -> str:
    """The title of a book, which may look like anything; empty for what says that none was given."""
    line = without_marks(clean_line(title))
    return "" if _NO_TITLE.fullmatch(line) or is_of_template(line) else line


def is_of_template(title: str) -> bool:
    """Whether nobody filled in the title of a template; the author that stands beside it made the template."""
    return bool(_OF_A_TEMPLATE.fullmatch(clean_line(title).strip(" .:")))


def title_from_lines(text: str, longest: int = LONGEST_LINE) -> str:
    """The first line, with the next where it goes on there, if it reads like a heading; else empty.

    A line of more than `longest` characters is a sentence.
    """
    lines = [line for line in (clean_line(line) for line in text.split("\n")[:12]) if line]
    for number, line in enumerate(lines[:4]):
        letters = sum(character.isalpha() for character in line)
        if not 4 <= len(line) <= longest or letters < 0.6 * len(line.replace(" ", "")):
            continue
        if _NOT_A_TITLE.match(line) or line.endswith((",", ";")) or _is_spaced_out(line):
            continue
        if re.match(r"^\d[\d.]* .*\d$", line):  # A line of a table of contents.
            continue
        if (line.endswith(".") and len(line) > 60) or (line[0].islower() and line.count(" ") >= _OF_A_SENTENCE):
            return ""
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if line.endswith(_UNFINISHED) and 3 < len(following) < 80:
            return f"{line} {following}"
        return line
    return ""


def _is_spaced_out(line: str) -> bool:
    """Whether a PDF's letters came apart: "H e re i s"."""
    words = line.split()
    return len(words) >= 5 and sum(len(word) for word in words) < 2.6 * len(words) and line.isascii()
