"""The picture of a year: figures, the months, whom and what it was about, its first, last and longest work."""

from collections.abc import Callable, Sequence
from datetime import datetime

from assistant.app.looking_back.canvas import (
    ACCENT,
    FAINT,
    INK,
    LINE,
    SANS,
    SERIF,
    SOFT,
    STRONG,
    SUNKEN,
    SURFACE,
    Box,
    Sheet,
    lines,
    width,
)
from assistant.domain.entities import Item, Kind
from assistant.domain.kinds import MANY
from assistant.domain.lengths import minutes_of
from assistant.domain.year import MONTHS, Moment, Named, Year
from assistant.messages import decimal, short_duration, tr, trn

WIDE, HIGH = 1080, 1350
_EDGE, _GAP = 64, 20
_INNER = WIDE - 2 * _EDGE
_HALF = (_INNER - _GAP) / 2
_COLOURS = {Kind.BOOK: ACCENT, Kind.MUSIC: "#c4744f", Kind.DOCUMENT: "#d3a94e"}
FEW = 5
"""With fewer works a picture says that it rests on little."""
Cover = Callable[[str], bytes | None]


def draw(year: Year, cover: Cover) -> bytes:
    """A sheet of 1080 × 1350 points as PNG. `cover` gives an item's image file, if it has one."""
    sheet = Sheet(WIDE, HIGH)
    _head(sheet, year, cover)
    _figures(sheet, year, 276)
    _chart(sheet, year, (_EDGE, 406, _INNER, 338))
    _ranking(sheet, (_EDGE, 764, _HALF, 288), tr("Who made it"), year.creators)
    _ranking(sheet, (_EDGE + _HALF + _GAP, 764, _HALF, 288), tr("What it was about"), year.subjects)
    _moments(sheet, year, 1072)
    sheet.text(
        WIDE / 2, HIGH - 40, tr("Counted on your own computer, from your own journal."), SANS, 17, FAINT, anchor="mm"
    )
    return sheet.png()


def _head(sheet: Sheet, year: Year, cover: Cover) -> None:
    sheet.text(_EDGE, 62, tr("Alcove · a year in review").upper(), STRONG, 18, ACCENT, spacing=1.6)
    sheet.text(_EDGE - 4, 84, str(year.year), SERIF, 104)
    words = trn("{n} work in hand", "{n} works in hand", year.works)
    if not year.whole:
        words = tr("{works}, and the year is not over", works=words)
    if year.works < FEW:
        words = tr("{works}: too few to read much into", works=words)
    sheet.text(_EDGE, 230, words, SANS, 22, SOFT)
    right = float(WIDE - _EDGE)
    for item in year.favourites[:5]:
        image = cover(item.id)
        tall = 150.0
        wide = 150.0 if item.kind is Kind.MUSIC else 102.0
        if image is not None and right - wide > 540 and sheet.picture((right - wide, 76, wide, tall), image):
            right -= wide + 12


def _figures(sheet: Sheet, year: Year, top: float) -> None:
    told = (
        (year.finished, trn("finished", "finished", year.finished)),
        (year.played, trn("time played", "times played", year.played)),
        (year.opened, trn("opened", "opened", year.opened)),
        (year.liked, trn("liked", "liked", year.liked)),
    )
    wide = (_INNER - 3 * _GAP) / 4
    for place, (count, words) in enumerate(told):
        left = _EDGE + place * (wide + _GAP)
        sheet.box((left, top, wide, 110), 18, SURFACE, LINE)
        sheet.text(left + 24, top + 14, decimal(count), SERIF, 42, ACCENT if count else FAINT)
        sheet.text(left + 24, top + 70, words, SANS, 18, SOFT, room=wide - 40)


def _chart(sheet: Sheet, year: Year, box: Box) -> None:
    """The works in hand of each month, one colour a kind, one upon the other."""
    left, top, wide, high = box
    sheet.box(box, 18, SURFACE, LINE)
    sheet.text(left + 28, top + 22, tr("Month by month"), SERIF, 26)
    _legend(sheet, [kind for kind in Kind if any(year.months.get(kind, ()))], left + wide - 28, top + 38)
    totals = [sum(year.months[kind][month] for kind in Kind) for month in range(12)]
    foot, room = top + high - 56, high - 148
    step = (wide - 56) / 12
    for month, total in enumerate(totals):
        x, y = left + 28 + month * step, foot
        sheet.bar((x + 10, foot, step - 20, 1), LINE)
        for kind in Kind:
            tall = room * year.months[kind][month] / max(1, *totals)
            if tall:
                y -= tall
                sheet.bar((x + 10, y, step - 20, tall - 1), _COLOURS[kind])
        if total:
            sheet.text(x + step / 2, y - 6, decimal(total), STRONG, 16, INK, anchor="md")
        sheet.text(x + step / 2, foot + 14, tr(MONTHS[month]), SANS, 17, SOFT, anchor="ma")


def _legend(sheet: Sheet, kinds: Sequence[Kind], right: float, middle: float) -> None:
    for kind in reversed(kinds):
        words = tr(MANY[kind])
        right -= width(words, SANS, 17)
        sheet.text(right, middle, words, SANS, 17, SOFT, anchor="lm")
        right -= 22
        sheet.box((right, middle - 7, 14, 14), 4, _COLOURS[kind])
        right -= 22


def _ranking(sheet: Sheet, box: Box, heading: str, named: Sequence[Named]) -> None:
    left, top, wide, high = box
    sheet.box(box, 18, SURFACE, LINE)
    sheet.text(left + 28, top + 22, heading, SERIF, 26)
    if not named:
        sheet.text(left + 28, top + 76, tr("Nothing is known of it."), SANS, 19, SOFT)
    most = max((one.works for one in named), default=1)
    for place, one in enumerate(named):
        y = top + 74 + place * 41
        count = trn("{n} work", "{n} works", one.works)
        room = wide - 56 - width(count, SANS, 16) - 16
        sheet.text(left + 28, y, one.name, STRONG, 18, room=room)
        sheet.text(left + wide - 28, y + 2, count, SANS, 16, SOFT, anchor="ra")
        sheet.box((left + 28, y + 26, wide - 56, 5), 2.5, SUNKEN)
        sheet.box((left + 28, y + 26, max(6, (wide - 56) * one.works / most), 5), 2.5, ACCENT)


def _moments(sheet: Sheet, year: Year, top: float) -> None:
    ended = year.finished > 0
    told = [
        (tr("First finished") if ended else tr("First in hand"), _dated(year.first)),
        (tr("Last finished") if ended else tr("Last in hand"), _dated(year.last)),
        (tr("The longest"), (year.longest, _length(year.longest)) if year.longest else None),
    ]
    wide = (_INNER - 2 * _GAP) / 3
    for place, (heading, found) in enumerate(told):
        left = _EDGE + place * (wide + _GAP)
        sheet.box((left, top, wide, 186), 18, SURFACE, LINE)
        sheet.text(left + 24, top + 22, heading.upper(), STRONG, 14, ACCENT, spacing=1.2)
        if found is None:
            sheet.text(left + 24, top + 54, tr("Not known"), SANS, 19, FAINT)
            continue
        item, below = found
        for number, line in enumerate(lines(item.title, SERIF, 21, wide - 48, 3)):
            sheet.text(left + 24, top + 50 + number * 29, line, SERIF, 21)
        said = "  ·  ".join(filter(None, (", ".join(item.creators[:1]), below)))
        sheet.text(left + 24, top + 146, said, SANS, 16, SOFT, room=wide - 48)


def _dated(moment: Moment | None) -> tuple[Item, str] | None:
    if moment is None:
        return None
    day = datetime.fromtimestamp(moment.at)
    return moment.item, tr("{month} {day}", month=tr(MONTHS[day.month - 1]), day=day.day)


def _length(item: Item) -> str:
    if item.pages and item.duration is None:
        return trn("{n} page", "{n} pages", item.pages)
    known = minutes_of(item)
    return short_duration(known) if known else ""
