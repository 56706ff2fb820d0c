"""A replay set in miniature and a shelf with known regions of meaning."""

import pytest

from tests.recommend.conftest import HashEmbedder, regions  # noqa: F401


@pytest.fixture
def embedder():
    return HashEmbedder()


@pytest.fixture
def replay_folder(tmp_path):
    """Two circles of readers: those of even books and those of odd ones; stars as values."""
    folder = tmp_path / "circles"
    folder.mkdir()
    themes = ("space engines", "garden roses")
    items = ["item\tkind\ttitle\tcreators\tyear\ttags\ttext"]
    items += [f"k{k}\tbook\t{themes[k % 2]} {k}\tName {k % 4}\t{1980 + k}\t{themes[k % 2]}\t" for k in range(40)]
    events = "user\titem\tvalue\ttime"
    crowd, people, future = [events], [events], [events]
    for user in range(30):
        own = [k for k in range(40) if k % 2 == user % 2]
        crowd += [f"c{user}\tk{k}\t{4 + (k + user) % 2}\t" for k in own if (k * 7 + user) % 3]
    for user in range(4):
        own = [k for k in range(40) if k % 2 == user % 2]
        people += [f"p{user}\tk{k}\t5\t" for k in own[:8]]
        future += [f"p{user}\tk{k}\t5\t" for k in own[8:14]]
    for name, lines in (("items", items), ("crowd", crowd), ("people", people), ("future", future)):
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked = ["request\titem\ttext", "r1\tk6\t[BOOK] space engines 6", "r2\t\tgarden roses. Something with roses."]
    (folder / "requests.tsv").write_text("\n".join(asked) + "\n", encoding="utf-8")
    return folder
