"""Where things lie: the person's own files under one folder, and the models."""

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import platformdirs

from assistant.domain.errors import AssistantError
from assistant.messages import tr


@dataclass(frozen=True, slots=True)
class Paths:
    """Every file of the person's own, under one folder."""

    home: Path

    @classmethod
    def default(cls) -> Self:
        """ALCOVE_HOME where it is set, otherwise the usual place of this system."""
        named = os.environ.get("ALCOVE_HOME", "")
        # appauthor=False: on Windows the author's name would otherwise be a second folder of the same name.
        home = Path(named).expanduser() if named else platformdirs.user_data_path("Alcove", appauthor=False)  # no words
        return cls(home.absolute())

    def demo(self) -> Self:
        """The home of the demo library, apart from the person's own."""
        return replace(self, home=self.home / "demo")

    @property
    def library(self) -> Path:
        return self.home / "library.db"

    @property
    def journal(self) -> Path:
        return self.home / "journal.db"

    @property
    def vault(self) -> Path:
        return self.home / "vault.json"

    @property
    def settings(self) -> Path:
        return self.home / "settings.toml"

    @property
    def pack(self) -> Path:
        """What crowds know, if the person took a pack into use; public knowledge, so not encrypted."""
        return self.home / "taste.pack"

    @property
    def backups(self) -> Path:
        return self.home / "backups"

    @property
    def vault_copy(self) -> Path:
        """What stands in for the vault if its file is ever damaged."""
        return self.backups / self.vault.name

    @property
    def log(self) -> Path:
        return self.home / "alcove.log"

    def create_home(self) -> None:
        """Makes the home if need be, for its owner alone. Raises AssistantError where that is refused."""
        try:
            for folder in reversed((self.home, *self.home.parents)):
                if not folder.exists():
                    folder.mkdir(mode=0o700, exist_ok=True)
            # A folder with other things in it keeps the rights it was given.
            if not any(self.home.iterdir()):
                self.home.chmod(0o700)
        except OSError as error:
            reason = error.strerror or error
            raise AssistantError(
                tr(
                    "The folder {home} cannot be made ({reason}). Choose another with ALCOVE_HOME.",
                    home=self.home,
                    reason=reason,
                )
            ) from error


MULTILINGUAL_FOLDER = "encoder-multilingual"
"""Among the models, the encoder that understands all languages."""
OCR_FOLDER, DETECTOR_FILE, RECOGNISER_FILE = "ocr", "detector.onnx", "recogniser.onnx"
"""Among the models, what finds lines of text in a picture, and what reads one."""


def models_folder() -> Path:
    """Where set-up puts the models; nothing personal lies there."""
    return Path(sys.prefix) / "share" / "alcove"
