"""Who made the works: when they lived, where they come from, whether a woman or a man, as it stands in
resources/makers.tsv."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.guide.same_maker import is_same_maker, last_word, name_words
from assistant.language.names.given_names import MAN, WOMAN, gender_of

_COLUMNS = 6
_COMPOSER = "composer"


@dataclass(frozen=True, slots=True)
class Maker:
    """An author, a musician or a band. Years of birth and death, of a band those of its beginning and end; None where
    they are not known, the second also of who lives."""

    name: str
    born: int | None
    died: int | None
    who: str
    """WOMAN, MAN, "group" or "nonbinary"; empty where it is not known."""
    origins: tuple[str, ...]
    """Adjectives, the most usual first."""
    trades: tuple[str, ...]


@lru_cache(maxsize=20_000)
def find_maker(name: str) -> Maker | None:
    """The maker of that name, however it is spelled; None where none or several may be meant."""
    own = name_words(name)
    known = [one for one in _by_last_word().get(last_word(name), ()) if is_same_maker(one.name, name)]
    same = [one for one in known if name_words(one.name) == own]
    if not same and own:
        # Composers alone go by their last name: "Prince" is no Mr Prince.
        same = [one for one in known if len(own) > 1 or _COMPOSER in one.trades and len(own[0]) > 1]
    return same[0] if len(same) == 1 else None


def origins_of(names: Sequence[str]) -> frozenset[str]:
    """Where these come from, as far as it is known."""
    return frozenset(origin for name in names if (one := find_maker(name)) for origin in one.origins)


def gender_of_maker(name: str) -> str:
    """WOMAN, MAN, or empty: as the makers are known, else as the first name tells."""
    known = find_maker(name)
    if known is not None and known.who:
        return known.who if known.who in (WOMAN, MAN) else ""
    return gender_of(name)


@lru_cache(maxsize=1)
def _by_last_word() -> Mapping[str, list[Maker]]:
    found: dict[str, list[Maker]] = defaultdict(list)
    for line in files("resources").joinpath("makers.tsv").read_text(encoding="utf-8").splitlines():
        one = _parsed(line.split("\t"))
        found[last_word(one.name)].append(one)
    return found


def _parsed(cells: Sequence[str]) -> Maker:
    """Raises ValueError: the file comes with the program."""
    if len(cells) != _COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {_COLUMNS}: {cells[:2]}")
    name, born, died, who, origins, trades = (cell.strip() for cell in cells)
    listed = [tuple(word for one in cell.split(",") if (word := one.strip())) for cell in (origins, trades)]
    return Maker(name, int(born) if born else None, int(died) if died else None, who, listed[0], listed[1])
