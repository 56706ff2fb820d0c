"""What every reader keeps, whatever its format."""

from pathlib import Path

import pytest

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from indexers.readers.base import HEAD, Format, Reading, Section
from indexers.readers.registry import find_format
from indexers.worker.reading import read_file


class ReaderContract:
    """Subclasses set the format's name and what its sample gives, and write that sample."""

    name: str
    kind: Kind
    title: str
    suffix: str
    partial = ""
    """What is still missing after its sample was read."""

    def write(self, path: Path) -> Path:
        raise NotImplementedError

    @property
    def format(self) -> Format:
        return find_format(Path(f"a{self.suffix}"), b"")

    @pytest.fixture
    def sample(self, tmp_path: Path) -> Path:
        return self.write(tmp_path / f"sample{self.suffix}")

    def test_reads_its_sample(self, sample: Path) -> None:
        reading = self.format.read(sample)
        assert isinstance(reading, Reading)
        assert all(isinstance(section, Section) and section.text for section in reading.sections)

    def test_is_found_by_suffix_in_any_case(self, sample: Path) -> None:
        head = sample.read_bytes()[:HEAD]
        assert find_format(sample, head).name == self.name
        assert find_format(sample.with_suffix(self.suffix.upper()), head).name == self.name

    def test_gives_a_whole_answer(self, sample: Path) -> None:
        answer = read_file(sample)
        assert (answer.state, answer.reason) == ("partly" if self.partial else "indexed", self.partial)
        assert answer.reading is not None
        assert (answer.reading.kind, answer.reading.title) == (self.kind, self.title)

    def test_names_the_reason_for_an_empty_file(self, tmp_path: Path) -> None:
        empty = tmp_path / f"empty{self.suffix}"
        empty.touch()
        assert (read_file(empty).state, read_file(empty).reason) == ("failed", "The file is empty.")

    def test_survives_being_cut_anywhere(self, sample: Path) -> None:
        data = sample.read_bytes()
        for share in (0.02, 0.3, 0.5, 0.9, 0.99):
            sample.write_bytes(data[: int(len(data) * share)])
            answer = read_file(sample)
            assert answer.state in ("indexed", "partly", "failed", "skipped")
            assert answer.reason or answer.state == "indexed"

    def test_survives_changed_bytes(self, sample: Path) -> None:
        data = bytearray(sample.read_bytes())
        for step in (7, 31, 113):
            broken = bytearray(data)
            for place in range(step, len(broken), len(broken) // 40 + step):
                broken[place] ^= 0xA5
            sample.write_bytes(broken)
            answer = read_file(sample)
            assert answer.reason or answer.state == "indexed"
            assert "does not know" not in answer.reason

    def test_raises_only_the_agreed_error(self, tmp_path: Path) -> None:
        noise = tmp_path / f"noise{self.suffix}"
        noise.write_bytes(bytes((place * 89 + place // 7) % 256 for place in range(5000)))
        try:
            self.format.read(noise)
        except UnreadableFile as error:
            assert str(error)
