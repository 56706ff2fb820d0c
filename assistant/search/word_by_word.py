"""The best hits of a query in another language, put into order by how the words of each meet its words."""

import numpy as np

from assistant.embedding.encoder import Embedder
from assistant.embedding.tokens import met_by_words, token_embedder
from assistant.language.foreign import is_foreign_wish
from assistant.storage.library.store import LibraryStore

MET = 100
"""Hits that are compared."""
WEIGHT = 1.5
"""Of how words meet, in deviations, against one deviation of the fused ranks. On 525 queries in five languages for
1,007 English books, hit@1 is .550 without it and .737, .739 and .716 with weights 1, 2 and 4."""


def word_by_word(
    library: LibraryStore, worldly: Embedder | None, query: str, scores: dict[str, float]
) -> dict[str, float]:
    """The scores of hits, best first, with what the words of the first MET add; as they are for an English query."""
    encoder = token_embedder(worldly) if worldly is not None else None
    if encoder is None or not is_foreign_wish(query) or not library.world.tokens_are_by(encoder.basis.name):
        return scores
    best = list(scores)[:MET]
    known = library.world.tokens(best, encoder.basis.axes.shape[1])
    none = np.zeros((0, encoder.basis.axes.shape[1]), np.int8)
    met = met_by_words(
        encoder.embed_sought([query])[1], [known.get(item_id, none) for item_id in best], max(len(best), 1)
    )
    deviation = float(met.std())
    if deviation < 1e-9:
        return scores
    share = WEIGHT * float(np.std([scores[item_id] for item_id in best])) / deviation
    added = dict(zip(best, (share * (met - met.mean())).tolist(), strict=True))
    raised = {item_id: scores[item_id] + more for item_id, more in added.items()}
    return dict(sorted(raised.items(), key=lambda pair: -pair[1])) | {
        item_id: score for item_id, score in scores.items() if item_id not in raised
    }
