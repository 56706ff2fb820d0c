"""Tags in old code pages, read as Latin-1."""

import pytest

from indexers.readers.audio.mojibake import mender


@pytest.mark.parametrize(
    ("meant", "codec"),
    [
        (("Кино", "Виктор Цой"), "cp1251"),
        (("ГРУППА КРОВИ", "КИНО"), "cp1251"),
        (("宇多田ヒカル", "初恋"), "cp932"),
        (("月亮代表我的心", "邓丽君"), "gb18030"),
        (("Für Elise", "Beyoncé"), "utf-8"),
    ],
)
def test_what_was_written_in_another_code_page_is_mended(meant, codec) -> None:
    wrong = [text.encode(codec).decode("latin-1") for text in meant]
    mend = mender(wrong)
    assert tuple(mend(text) for text in wrong) == meant


@pytest.mark.parametrize(
    "texts",
    [
        ("Ágætis byrjun", "Sigur Rós"),
        ("Für Elise",),
        ("Ænima", "TOOL"),
        ("ÄÖÜ",),
        ("Øvre Ål", "Åse"),
        ("日本",),
        ("Ça",),
        ("",),
    ],
)
def test_what_is_right_stays(texts) -> None:
    mend = mender(texts)
    assert tuple(mend(text) for text in texts) == texts
