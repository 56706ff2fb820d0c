"""What a reader process gets that asks for more than its file: names and files that may speak of it, and no more."""

import errno
import os
from pathlib import Path

import pytest

from indexers.worker.lending import NAMES, OPEN, Lender, Loan
from indexers.worker.wire import ProtocolBroken


def asked(lender: Lender, wish: str, place: Path) -> Loan:
    loan = lender.serve({"want": wish, "path": os.fsencode(place).hex()})
    if loan.descriptor is not None:
        os.close(loan.descriptor)
    return loan


def test_the_folder_above_is_seen_from_a_disc_alone(tmp_path: Path) -> None:
    for folder in ("letters", "CD 1"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.mp3").write_bytes(b"x")
    for name in ("cover.jpg", "diary.txt"):
        (tmp_path / name).write_bytes(b"x")
    hostile, disc = Lender(tmp_path / "letters" / "a.mp3"), Lender(tmp_path / "CD 1" / "a.mp3")
    assert asked(hostile, NAMES, tmp_path / "letters").names == ("a.mp3",)
    assert asked(hostile, NAMES, tmp_path).error == errno.EACCES
    assert asked(hostile, OPEN, tmp_path / "cover.jpg").error == errno.EACCES
    assert "cover.jpg" in asked(disc, NAMES, tmp_path).names
    assert asked(disc, OPEN, tmp_path / "cover.jpg").error == 0
    for lender in (hostile, disc):
        assert asked(lender, OPEN, tmp_path / "diary.txt").error == errno.EACCES
        assert asked(lender, NAMES, tmp_path.parent).error == errno.EACCES


def test_a_link_beside_the_file_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"secret")
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "cover.jpg").symlink_to(tmp_path / "key")
    lender = Lender(tmp_path / "shelf" / "a.epub")
    assert asked(lender, OPEN, tmp_path / "shelf" / "cover.jpg").error == errno.EACCES
    assert asked(lender, OPEN, tmp_path / "shelf" / ".." / "key").error == errno.EACCES


@pytest.mark.parametrize(
    "wish", [{}, {"want": "write", "path": ""}, {"want": OPEN, "path": 5}, {"want": OPEN, "path": "x"}]
)
def test_a_wish_that_no_reader_of_ours_has_ends_it(tmp_path: Path, wish: dict[str, object]) -> None:
    with pytest.raises(ProtocolBroken):
        Lender(tmp_path / "a").serve(wish)
