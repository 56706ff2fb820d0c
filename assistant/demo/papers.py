"""Sets the catalogue's documents: Markdown with front matter, or A4 pages of PDF with a drawn band at their head."""

import zlib
from collections.abc import Iterator
from datetime import date
from random import Random

from assistant.demo.catalogue import Document
from assistant.demo.drawing.art import PALETTES, Art
from assistant.demo.drawing.covers import find_motif
from assistant.demo.drawing.page import Canvas, pdf, text_width, wrapped

WIDTH, HEIGHT = 595.0, 842.0
MARGIN, FOOT = 76.0, 770.0
BAND, LOW_BAND = 214.0, 168.0
"""Heights of the drawn band: for a scene or a pattern, and for a single object."""
INK, SOFT = "#26241f", "#77716a"
SIZE, LEADING = 11.2, 16.4
# Not from the locale: the file is the same everywhere.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def markdown(document: Document) -> bytes:
    """The file's bytes."""
    return f"""---
title: "{document.title}"
author: {"; ".join(document.creators)}
date: {document.date}
lang: en
tags: [{", ".join(document.subjects)}]
description: "{document.description}"
---

# {document.title}

{document.body}
""".encode()


def paper(document: Document) -> bytes:
    """A PDF's bytes."""
    setter = _Setter(document)
    for block in document.body.replace("**", "").split("\n\n"):
        setter.block(block)
    return pdf(setter.finished(), {
        "Title": document.title,
        "Author": "; ".join(document.creators),
        "Subject": document.description,
        "Keywords": ", ".join(document.subjects),
        "CreationDate": f"D:{document.date.replace('-', '')}120000Z",
    })  # fmt: skip


class _Setter:
    """Fills pages from the top; a new one is begun where the next line would not fit."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pages: list[Canvas] = []
        self.y = FOOT
        self._turn()
        self._head()

    def block(self, block: str) -> None:
        lines = block.strip().split("\n")
        if lines[0].startswith("## "):
            self._heading(lines[0].removeprefix("## "))
        elif lines[0].startswith("|"):
            self._table([[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "---" not in line])
        elif lines[0].startswith("- "):
            for line in lines:
                self._lines(line.removeprefix("- "), indent=16, mark=True)
            self.y += 7
        else:
            for line in lines:
                self._lines(line)
            self.y += 7

    def finished(self) -> list[Canvas]:
        for number, page in enumerate(self.pages, start=1):
            page.text(WIDTH / 2, 806, f"{number} / {len(self.pages)}", "sans", 8.5, SOFT, align=0.5)
        return self.pages

    def _turn(self) -> None:
        page = Canvas(WIDTH, HEIGHT)
        page.rect(0, 0, WIDTH, HEIGHT, "#fffdf9")
        self.pages.append(page)
        self.y = 84.0

    def _room(self, height: float) -> Canvas:
        if self.y + height > FOOT:
            self._turn()
        return self.pages[-1]

    def _head(self) -> None:
        page, document = self.pages[-1], self.document
        motif, name = document.cover.split("/")
        palette, (kind, draw) = PALETTES[name], find_motif(motif)
        dice = Random(zlib.crc32(document.title.encode()))
        band = LOW_BAND if kind == "emblem" else BAND
        with page.clipped([(0, 0), (WIDTH, 0), (WIDTH, band), (0, band)]):
            page.rect(0, 0, WIDTH, band, palette.ground)
            tall = {"scene": (-143, 357), "pattern": (-190, 420)}.get(kind)
            if tall:
                draw(Art(page, 0, tall[0], WIDTH, tall[1], palette, dice))
            else:
                draw(Art(page, WIDTH / 2 - 72, 12, 144, 144, palette, dice))
        self.y = band + 52
        for line in wrapped(document.title, "serif-bold", 25, WIDTH - 2 * MARGIN):
            page.text(MARGIN, self.y, line, "serif-bold", 25, palette.ink)
            self.y += 30
        day = date.fromisoformat(document.date)
        signed = f"{', '.join(document.creators)}  ·  {day.day} {MONTHS[day.month - 1]} {day.year}"
        page.text(MARGIN, self.y - 4, signed, "sans", 9, SOFT, tracking=0.3)
        self.y += 26

    def _heading(self, text: str) -> None:
        self.y += 9
        page = self._room(60)
        page.text(MARGIN, self.y, text, "serif-bold", 14, INK)
        self.y += 21

    def _lines(self, text: str, indent: float = 0, mark: bool = False) -> None:
        for place, line in enumerate(wrapped(text, "serif", SIZE, WIDTH - 2 * MARGIN - indent)):
            page = self._room(0)
            if mark and place == 0:
                page.text(MARGIN + 3, self.y, "•", "serif", SIZE, INK)
            page.text(MARGIN + indent, self.y, line, "serif", SIZE, INK)
            self.y += LEADING

    def _table(self, rows: list[list[str]]) -> None:
        widths = [max(text_width(row[place], "serif", SIZE) for row in rows) + 22 for place in range(len(rows[0]))]
        for number, row in enumerate(rows):
            page = self._room(LEADING)
            for x, cell in zip(_running(widths), row, strict=True):
                page.text(MARGIN + x, self.y, cell, "serif" if number else "serif-bold", SIZE, INK)
            page.line([(MARGIN, self.y + 5), (MARGIN + sum(widths), self.y + 5)], 0.5, SOFT, 0.5)
            self.y += LEADING + 3
        self.y += 7


def _running(widths: list[float]) -> Iterator[float]:
    x = 0.0
    for width in widths:
        yield x
        x += width
