"""Dates as the language writes them."""

from datetime import datetime

from PySide6.QtCore import QDate, QLocale

from assistant.messages import tr


def date_words(at: float) -> str:
    """30 October 2026. `at` is in Unix seconds."""
    day = datetime.fromtimestamp(at)
    return QLocale().toString(QDate(day.year, day.month, day.day), tr("d MMMM yyyy"))


def day_words(at: float, now: datetime) -> str:
    """Today with its hour, yesterday, or the date. `at` is in Unix seconds."""
    then = datetime.fromtimestamp(at)
    days = (now.date() - then.date()).days
    if days == 0:
        return tr("Today, {time}", time=f"{then:%H:%M}")
    return tr("Yesterday") if days == 1 else date_words(at)
