"""Reasons in words: the model's where it says only what the evidence says, the built-in ones everywhere else."""

from collections.abc import Callable
from dataclasses import replace

from assistant.app.stores import Stores
from assistant.domain.entities import Explanation, Recommendation
from assistant.domain.errors import ModelError
from assistant.explain import explanation
from assistant.explain.checker_counts import CheckerCounts, keep_counts
from assistant.llm.client import LanguageModel
from assistant.llm.models.catalogue import fingerprint
from assistant.messages import SOURCE, current_language
from assistant.storage.explanation_cache import WordingKey, find_wording, keep_wording, wording_key


class Wording:
    """Words of the model are kept: what it said of the same facts before is said again at once."""

    def __init__(self, stores: Stores, model: Callable[[], LanguageModel | None]) -> None:
        self._stores = stores
        self._model = model

    def explained(
        self, pick: Recommendation, *, llm: bool = True, cancelled: Callable[[], bool] | None = None
    ) -> Recommendation:
        """With its reason in words, the model's with `llm` and if there is one. A try is called one."""
        said = self._reason(pick, llm, cancelled)
        return replace(pick, explanation=said if pick.propensity is None else explanation.of_a_try(said))

    def _reason(self, pick: Recommendation, llm: bool, cancelled: Callable[[], bool] | None) -> Explanation:
        model = self._speaking() if llm and pick.evidence else None
        if model is not None:
            key = _key(pick, model)
            said = find_wording(self._stores.library.database, key) or self._worded(pick, key, model, cancelled)
            if said is not None:
                return said
        return explanation.explain(pick)

    def is_worded(self, pick: Recommendation) -> bool:
        """Whether a pick has all the words that it will get: the model's are there, or no model speaks."""
        model = self._speaking()
        return model is None or find_wording(self._stores.library.database, _key(pick, model)) is not None

    def _speaking(self) -> LanguageModel | None:
        """The model, if the person reads the language that it was made to write."""
        return self._model() if current_language() == SOURCE else None

    def _worded(
        self, pick: Recommendation, key: WordingKey, model: LanguageModel, cancelled: Callable[[], bool] | None
    ) -> Explanation | None:
        try:
            counts = CheckerCounts()
            said = explanation.explain_with_model(pick, model, counts, cancelled=cancelled)
            keep_counts(self._stores.journal, counts)
        except ModelError:
            return None  # The reason stands in the ledger; only its wording is missing.
        if cancelled is None or not cancelled():
            keep_wording(self._stores.library.database, key, said)
        return said


def _key(pick: Recommendation, model: LanguageModel) -> WordingKey:
    return wording_key(pick, explanation.prompt_digest(), fingerprint(model))
