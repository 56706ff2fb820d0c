"""The model’s opinion on the head of a list: asked in idle times, heard only if the person’s feedback bears it out."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from importlib.resources import files

from assistant.app.recommend.ranking import Ranking
from assistant.app.stores import Stores
from assistant.domain.entities import Interaction, Item, Recommendation, Verdict
from assistant.domain.errors import ModelError
from assistant.language.normalise import flatten
from assistant.llm.client import LanguageModel
from assistant.llm.models.catalogue import fingerprint
from assistant.recommend import llm_rerank
from assistant.recommend.history import History
from assistant.recommend.llm_rerank import Polish, ReplayedList
from assistant.storage.explanation_cache import digest, find_opinions, keep_opinion

LIKED_NAMED = 5
"""Works that the model is told of."""
HEAD = 16
CUTS = (0.5, 0.65, 0.8)
"""Shares of the likes after which the replay stands still and looks ahead."""
_LEARNED = "polish"
_LIKES = frozenset({Verdict.LIKED, Verdict.FINISHED})


class Reranking:
    """Letters scored from the model's logits, in two orders, as the part “polish” of the ledger."""

    def __init__(self, stores: Stores, ranking: Ranking, model: Callable[[], LanguageModel | None]) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._ranking = ranking
        self._model = model

    def polished(self, picks: Sequence[Recommendation]) -> list[Recommendation]:
        """With the model's opinion as a part of each score, in the order of the new scores."""
        model, how = self._model(), self.in_force()
        if how.weight == 0.0 or model is None:
            return list(picks)
        asked = _asked(self._liked(self._journal.interactions()), model)
        opinions = find_opinions(self._library.database, [one.item.id for one in picks], asked)
        return llm_rerank.polished(picks, opinions, how)

    def in_force(self) -> Polish:
        """The weight that the replay found for this model, 0 before there was one."""
        model, kept = self._model(), self._journal.get(_LEARNED)
        if model is None or not kept or kept["model"] != fingerprint(model).hex():
            return Polish()
        return Polish(**kept["polish"])

    def learn(self, halted: Callable[[], bool]) -> Polish | None:
        """Replay the feedback and keep the weight that it bears out; None if that was halted or nothing is new."""
        model, likes = self._model(), [one for one in self._journal.interactions() if _is_like(one)]
        if model is None or not likes:
            return None
        mark = {"model": fingerprint(model).hex(), "likes": len(likes), "prompt": digest(_prompt().encode()).hex()}
        kept = self._journal.get(_LEARNED)
        if kept and {name: kept[name] for name in mark} == mark:
            return None
        lists = []
        for share in CUTS:
            cut = int(share * len(likes))
            replayed = self._replayed(model, likes[:cut], likes[cut:], halted)
            if halted():
                return None
            lists += [replayed] if replayed is not None else []
        found = llm_rerank.learn(lists)
        self._journal.set(_LEARNED, {**mark, "polish": asdict(found)})
        return found

    def opinions_ahead(self, picks: Sequence[Recommendation], halted: Callable[[], bool]) -> int:
        """Ask the model about the picks that it was not asked about yet; only where its opinion counts."""
        model = self._model()
        if model is None or self.in_force().weight == 0.0:
            return 0
        liked = self._liked(self._journal.interactions())
        asked = _asked(liked, model)
        known = find_opinions(self._library.database, [one.item.id for one in picks], asked)
        done = 0
        for one in picks:
            if halted():
                break
            if one.item.id not in known and (value := _opinion(model, liked, one.item)) is not None:
                keep_opinion(self._library.database, one.item.id, asked, value)
                done += 1
        return done

    def _replayed(
        self,
        model: LanguageModel,
        before: Sequence[Interaction],
        after: Sequence[Interaction],
        halted: Callable[[], bool],
    ) -> ReplayedList | None:
        """The head of the list as it was after `before`, where that holds anything of what was liked later."""
        if not before:
            return None
        until = before[-1].at
        acts = tuple(one for one in self._journal.interactions() if one.at <= until)
        request = replace(self._ranking.request(n=HEAD, explore=0.0), now=until)
        picks = self._ranking.recommender().recommend(History(acts), request)
        later = frozenset(one.item_id for one in after)
        if not later & {one.item.id for one in picks}:
            return None
        liked, opinions = self._liked(acts), {}
        for one in picks:
            if halted():
                return None
            value = _opinion(model, liked, one.item)
            if value is not None:
                opinions[one.item.id] = value
        return ReplayedList(tuple(picks), opinions, later)

    def _liked(self, acts: Sequence[Interaction]) -> list[Item]:
        """The works liked last, the newest first."""
        ids = list(dict.fromkeys(one.item_id for one in reversed(acts) if _is_like(one)))[:LIKED_NAMED]
        found = self._library.items.by_id(ids)
        return [found[one] for one in ids if one in found]


def _opinion(model: LanguageModel, liked: Sequence[Item], item: Item) -> float | None:
    """log P(yes) − log P(no), the mean of both orders of the answers; None where the model fails."""
    total = 0.0
    try:
        for first, second in (("Yes", "No"), ("No", "Yes")):  # no words
            prompt = _prompt().format(
                liked="; ".join(map(_named, liked)), work=_named(item), first=first, second=second
            )
            a, b = model.score(prompt, [" A", " B"])
            total += (a - b) if first == "Yes" else (b - a)
    except ModelError:
        return None
    return total / 2


def _is_like(one: Interaction) -> bool:
    return one.verdict in _LIKES or one.verdict is Verdict.RATED and one.value >= 4


def _named(item: Item) -> str:
    """Title and creator on one line, with nothing that could pass for a line of the question."""
    by = f" by {flatten(item.creators[0], 40)}" if item.creators else ""
    return f"“{flatten(item.title, 60)}”{by}".replace("{", "(").replace("}", ")")


def _asked(liked: Sequence[Item], model: LanguageModel) -> bytes:
    told = [_prompt(), *(item.id for item in liked)]
    return digest("\0".join(told).encode("utf-8", "surrogatepass") + fingerprint(model))


@lru_cache(maxsize=1)
def _prompt() -> str:
    return files("resources").joinpath("prompts/polish.txt").read_text(encoding="utf-8").rstrip("\n")
