"""What names of files and folders suggest of a work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """Empty where names suggest nothing."""

    title: str = ""
    creators: tuple[str, ...] = ()
    album: str = ""
    track: int | None = None
    year: int | None = None
    series: str = ""
    series_index: float | None = None
