"""Embeds the words of the guide's tags: `python -m assistant.evaluation.fit.judged.tag_phrases`.

Writes resources/cards/tag_phrases.npz.
"""

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

from assistant.embedding.encoder import OnnxEmbedder, model_of
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.fit.judged.shelves import RESOURCES
from assistant.guide.tag_words import english_phrases
from assistant.guide.tags import vocabulary
from assistant.recommend.text.tag_phrases import TagPhrases
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

_SPOKEN = {"book": "a book", "music": "music"}  # no words


def spoken_tags() -> list[str]:
    """The tags of the vocabulary as they are embedded, each behind its kind."""
    kinds = [tag.partition(" ")[0] for tag in vocabulary()]
    return [f"{_SPOKEN[kind]}: {phrase}" for kind, phrase in zip(kinds, english_phrases(), strict=True)]


def digest() -> str:
    return hashlib.sha256("\n".join(spoken_tags()).encode()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Embed the words of the guide's tags.")
    parser.add_argument("--out", type=Path, default=RESOURCES, help="folder for tag_phrases.npz")
    options = parser.parse_args(arguments)
    embedders = OnnxEmbedder(models_folder() / "encoder"), MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER)
    first, second = embedders[0], embedders[1].apart
    embedded = [one.embed_batch(spoken_tags()) for one in (first, second)]
    made = TagPhrases.of((model_of(first.name), model_of(second.name)), embedded, digest())
    (options.out / "tag_phrases.npz").write_bytes(made.to_bytes())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
