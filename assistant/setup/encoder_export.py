"""Puts a sentence encoder of your own in place of the one that comes with Alcove.

`python -m assistant.setup.encoder_export FOLDER` takes a sentence-transformers model from disk. torch writes it as ONNX
and a check compares the two. It needs the extra `encoder`; nothing else of the program needs torch.
"""

import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from assistant.domain.errors import AssistantError, ModelError
from assistant.embedding.encoder import MODEL_FILE, TOKENIZER_FILE, Vectors
from assistant.messages import decimal, tr
from assistant.settings.language import speak_chosen_language
from assistant.settings.paths import Paths, models_folder
from assistant.setup.encoder_card import CHECK_SENTENCES, mean_cosine, write_card

DIMENSIONS = 384
"""Of the library's vectors."""


def load_original(source: Path) -> Any:
    """The SentenceTransformer of `source`, from disk alone. Raises ModelError."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    for name in ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_UPDATE_CHECK"):
        os.environ[name] = "1"
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging
    except ImportError as error:
        raise ModelError(
            tr("sentence-transformers is missing: run `.venv/bin/pip install -e '.[encoder]'`.")
        ) from error
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        # Attention spelled out in single steps is what onnxruntime knows how to fuse.
        return SentenceTransformer(
            str(source), device="cpu", local_files_only=True, model_kwargs={"attn_implementation": "eager"}
        )
    except (OSError, ValueError) as error:
        raise ModelError(
            tr("{source} holds no sentence-transformers model ({reason}).", source=source, reason=error)
        ) from error


def load_peer(source: Path, threads: int) -> Any:
    """The SentenceTransformer of `source` as it runs by itself, for comparing. Raises ModelError if it is absent."""
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(tr("sentence-transformers is not installed.")) from error
    torch.set_num_threads(threads)
    return SentenceTransformer(str(source), device="cpu", local_files_only=True)


def original_vectors(original: Any) -> Vectors:
    """What a SentenceTransformer answers to CHECK_SENTENCES, (sentences, dimensions)."""
    vectors: Vectors = original.encode(list(CHECK_SENTENCES), normalize_embeddings=True, show_progress_bar=False)
    return vectors


def install_own_encoder(source: Path, folder: Path) -> float:
    """Export the model in `source` to `folder`. Returns the mean cosine to the original.

    Raises ModelError if it cannot serve or answers otherwise than the original; `folder` then stays as it was.
    """
    if not (source / TOKENIZER_FILE).is_file():
        raise ModelError(
            tr(
                "{source} has no {file}. Choose the folder of a sentence-transformers model.",
                source=source,
                file=TOKENIZER_FILE,
            )
        )
    original = load_original(source)
    expected = original_vectors(original)
    if expected.shape[1] != DIMENSIONS:
        raise ModelError(
            tr(
                "{source} makes {found} dimensions; the library keeps {wanted}.",
                source=source,
                found=expected.shape[1],
                wanted=DIMENSIONS,
            )
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="encoder-") as scratch:
        fresh = Path(scratch) / "encoder"
        fresh.mkdir()
        export(original, fresh / MODEL_FILE)
        shutil.copyfile(source / TOKENIZER_FILE, fresh / TOKENIZER_FILE)
        write_card(fresh, source.resolve().name, DIMENSIONS, cosine=0.0)
        cosine = mean_cosine(fresh, expected)
        write_card(fresh, source.resolve().name, DIMENSIONS, cosine)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.replace(folder)
    return cosine


def export(original: Any, path: Path) -> None:
    """Write transformer, mean pooling and scaling to unit length as one graph with free batch and length."""
    import torch

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = original[0].auto_model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.transformer(input_ids=input_ids, attention_mask=attention_mask, return_dict=False)[0]
            kept = attention_mask.unsqueeze(-1).to(states.dtype)
            pooled = (states * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, p=2, dim=1)

    ids = torch.ones((2, 8), dtype=torch.int64)
    mask = torch.ones_like(ids)
    mask[1, 5:] = 0
    axes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings():
        # The tracer warns of the exporter's age and of a shape test; `check` compares what it wrote.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Encoder().eval(),
            (ids, mask),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )


def main(arguments: list[str]) -> int:
    speak_chosen_language(Paths.default())
    if len(arguments) != 1:
        print(tr("Name one folder: python -m assistant.setup.encoder_export FOLDER"), file=sys.stderr)
        return 2
    try:
        cosine = install_own_encoder(Path(arguments[0]).expanduser(), models_folder() / "encoder")
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1
    print(tr("sentence encoder: installed, mean cosine to the original {cosine}", cosine=decimal(cosine, 4)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
