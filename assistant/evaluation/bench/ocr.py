"""How well and how fast pictures of pages are read: rendered pages in nine languages, each compared with its text."""

import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict

import numpy as np

from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row as Plain
from assistant.evaluation.bench.ocr_pages import Page, pages, sentences
from assistant.evaluation.bench.recommend import Row
from assistant.messages import tr
from indexers.ocr.reader import PageReader

PAGES = {"en": 10, "de": 10, "fr": 10, "es": 10, "pl": 10, "it": 10, "el": 8, "ja": 6, "zh": 6}
"""Of each language."""
_OTHER_SCRIPTS = frozenset({"el", "ja", "zh"})
_GOALS = {"words": 0.95, "characters": 0.90}


def bench_ocr(say: Callable[[str], None] = lambda _: None, share: float = 1.0) -> list[Plain]:
    """Rows: the share of words (Latin script) or characters that came out right in each language and over all, and the
    seconds a page takes. A language without a font for it has 0 pages. Raises AssistantError without the texts."""
    try:
        texts = sentences()
    except FileNotFoundError as error:
        raise AssistantError(
            tr("{path} is not there: it comes with the source of Alcove.", path=error.filename)
        ) from error
    reader, rows, seconds = PageReader(), list[Row](), list[float]()
    by_unit: dict[str, list[float]] = {unit: [] for unit in _GOALS}
    for language, many in PAGES.items():
        unit = "characters" if language in _OTHER_SCRIPTS else "words"
        found = list[float]()
        for page in pages(language, texts[language], max(round(many * share), 1)):
            begun = time.process_time()
            read = reader.read(page.picture).text
            seconds.append(time.process_time() - begun)
            found.append(accuracy(page, read, unit))
        say(f"{language}: {len(found)} pages")
        by_unit[unit] += found
        rows.append(Row(f"OCR, {language}, {len(found)} pages", float(np.mean(found or [0.0])), unit))
    rows += [
        Row(f"OCR, {len(found)} pages", mean, unit, "goal", mean / _GOALS[unit])
        for unit, found in by_unit.items()
        for mean in [float(np.mean(found or [0.0]))]
    ]
    return [asdict(row) for row in [*rows, Row("OCR, a page on one core", float(np.median(seconds)), "s")]]


def accuracy(page: Page, read: str, unit: str) -> float:
    """1 − edit distance ÷ length, in words or in characters without blanks; never below 0."""
    there, found = (_tokens(text, unit) for text in (page.text, read))
    return max(0.0, 1.0 - edit_distance(there, found) / max(len(there), 1))


def _tokens(text: str, unit: str) -> list[str]:
    """Quotation marks and apostrophes are alike, as they are for a search."""
    plain = re.sub('[“”„«»"]', "", re.sub("[’‘`´]", "'", unicodedata.normalize("NFKC", text)))
    return re.findall(r"[\w'-]+", plain) if unit == "words" else list("".join(plain.split()))


def edit_distance(first: Sequence[str], second: Sequence[str]) -> int:
    """Least number of tokens to add, drop or change (Levenshtein 1966)."""
    codes = {token: code for code, token in enumerate({*first, *second})}
    there = np.array([codes[token] for token in second], np.int64)
    steps = np.arange(len(there) + 1)
    row = steps.copy()
    for number, token in enumerate(first, 1):
        fresh = np.concatenate([[number], np.minimum(row[1:] + 1, row[:-1] + (there != codes[token]))])
        # A token may be added after the best of any earlier column.
        row = np.minimum.accumulate(fresh - steps) + steps
    return int(row[-1])
