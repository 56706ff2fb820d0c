"""Files that were changed at random, with covers and titles among them: what becomes of a library that reads them."""

import io
import random
import resource
from collections import Counter
from functools import partial
from pathlib import Path

from PIL import Image

from assistant.domain.errors import UsageError
from assistant.evaluation.bench.index_run import open_stores, sync_home
from assistant.evaluation.bench.index_tree import FORMATS, FileWords, manual
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.trust.acts import apart
from assistant.evaluation.bench.trust.probes import Scale, probe
from assistant.evaluation.window_bench import told_by_window
from assistant.messages import one_line
from assistant.settings.paths import Paths
from assistant.storage.scratch import passing_folder

BATCH = 250
"""Files that are read into one home."""
_SECONDS = 3600
"""For a window to read and open them all."""
_TITLES = (
    "a\nb", "a\x1b[2Jb", "\u202eexe.gpj", "{title!r:>2000000000}", "%s%n", "x" * 100_000, "<img src=x>", "\x00", "-rf",
    "../../up", "a\u2028b", "'; DROP TABLE items; --", "&#0;&lol;", "\ufeff\u200b",
)  # fmt: skip
_PICTURES = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_DIED, _SLOW = "made its reader stop", "was stopped"
"""How the reasons of a file end over which a reader died, or that took too long or too much."""


@probe("hostile files")
def hostile_files(scale: Scale) -> list[Row]:
    """So many changed files, a changed cover beside every third, read as any folder is."""
    total, largest, ended = Counter[str](), 0, 0
    for start in range(0, scale.hostile, BATCH):
        count = min(BATCH, scale.hostile - start)
        with passing_folder("trust") as name:
            try:
                found = apart(partial(_read, Path(name), count, scale.seed + start))
            except EOFError:
                ended += 1
                continue
        assert isinstance(found, Counter)
        largest = max(largest, found.pop("largest"))
        total += found
        scale.say(f"hostile files, {start + count} of {scale.hostile}: {dict(total)}, {largest} MB")
    files = f"{scale.hostile} hostile files"
    return [
        Row(f"{files}: runs that ended early", ended, f"of {-(-scale.hostile // BATCH)}"),
        Row(f"{files}: nothing is said of them", total["lost"], f"of {total['written']}"),
        Row(f"{files}: a reader died over them", total["died"], f"of {total['written']}"),
        Row(f"{files}: stopped for their time or memory", total["slow"], f"of {total['written']}"),
        Row(f"{files}: largest process", largest, "MB"),
        Row(f"{files}: titles that leave their line", total["long"], f"of {total['titles']}"),
    ]


@probe("hostile files in the window")
def hostile_files_in_the_window(scale: Scale) -> list[Row]:
    """So many changed files, read by windows with homes of their own; each work and its text is opened."""
    told, ended = list[dict[str, float]](), 0
    for start in range(0, scale.hostile, BATCH):
        count = min(BATCH, scale.hostile - start)
        with passing_folder("trust") as name:
            _write(Path(name) / "tree", count, random.Random(scale.seed + start))
            try:
                told.append(dict(told_by_window(Paths(Path(name) / "home"), Path(name) / "tree", _SECONDS)))
            except UsageError as error:
                ended += 1
                scale.say(str(error))
        scale.say(f"hostile files in the window, {start + count} of {scale.hostile}: {told[-1:]}, {ended} ended early")
    files = f"{scale.hostile} hostile files in the window"
    works = sum(one["works"] for one in told)
    return [
        Row(f"{files}: windows that ended early", ended, f"of {-(-scale.hostile // BATCH)}"),
        Row(f"{files}: acts of the window that failed", sum(one["faults"] for one in told), f"of {works:.0f} works"),
        Row(f"{files}: longest block", max((one["longest block"] for one in told), default=0.0), "s"),
        Row(f"{files}: largest process", max((one["largest process"] for one in told), default=0.0), "MB"),
    ]


def _read(work: Path, count: int, seed: int) -> Counter[str]:
    """What was counted over so many files, and under “largest” the megabytes of the largest process."""
    written = _write(work / "tree", count, random.Random(seed))
    sync_home(work / "home", work / "tree", listen=False)
    library, journal = open_stores(work / "home")
    known = library.files.all()
    items = library.items.all()
    covers = sum(library.items.cover(item.id) is not None for item in items)
    reasons = [record.reason for record in known.values()]
    library.close()
    journal.close()
    used = [resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Counter(
        written=len(written), lost=len(written - known.keys()), titles=len(items), covers=covers,
        died=sum(_DIED in reason for reason in reasons), slow=sum(_SLOW in reason for reason in reasons),
        long=sum(one_line(item.title) != item.title for item in items), largest=max(used) >> 10,
    )  # fmt: skip


def _write(tree: Path, count: int, chance: random.Random) -> set[Path]:
    """So many files in a new folder, a changed cover beside every third; returns the files without the covers."""
    tree.mkdir()
    prose, written = manual(), set()
    for number in range(count):
        suffix = chance.choice(list(FORMATS))
        title = chance.choice(_TITLES) if number % 2 else f"Work {number}"
        page = FileWords(title, chance.choice(_TITLES) if number % 5 == 0 else "A Writer", tuple(prose[:4]))
        # One in four keeps its form, so that its title is read whatever it is.
        content = FORMATS[suffix][1](page)
        path = tree / f"{number:05}{suffix}"
        path.write_bytes(content if number % 4 == 0 else changed(content, chance))
        written.add(path)
        if number % 3 == 0:
            form = chance.choice(_PICTURES)
            cover = path.with_suffix(f".{form.lower()}")
            cover.write_bytes(changed(_picture(form, chance), chance))
    return written


def changed(content: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, pieces cut, doubled, moved or overwritten by large numbers; in one to five places."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) or 1)
        size = min(len(data) - at, chance.choice((1, 2, 4, 64, 4096)))
        match chance.randrange(6):
            case 0:
                data[at : at + size] = chance.randbytes(size)
            case 1:
                data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0"))
            case 2:
                del data[at : at + size]
            case 3:
                data[at:at] = data[at : at + size] * chance.choice((1, 2, 500))
            case 4:
                del data[at:]
            case _:
                other = chance.randrange(len(data) or 1)
                data[other : other + size] = data[at : at + size]
    return bytes(data)


def _picture(form: str, chance: random.Random) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((chance.randint(1, 900), chance.randint(1, 900)), 50).convert("RGB").save(out, form)
    return out.getvalue()
