"""Encodes the sentences of the needs anew: `python -m assistant.evaluation.fit.needs`, after they were changed."""

from pathlib import Path
from typing import Any

import numpy as np

from assistant.cards.needs import sentence_vectors
from assistant.embedding.encoder import OnnxEmbedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

_FILE = Path(__file__).parents[3] / "resources" / "cards" / "needs.npz"


def main() -> None:
    """Writes the vectors of both spaces, by the names of their encoders, as 16-bit numbers."""
    embedders = (
        OnnxEmbedder(models_folder() / "encoder"),
        MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER).apart,
    )
    arrays: dict[str, Any] = {one.name: sentence_vectors(one).astype(np.float16) for one in embedders}
    np.savez_compressed(_FILE, **arrays)


if __name__ == "__main__":
    main()
