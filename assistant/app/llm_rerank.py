"""The model’s opinion on the head of a list: asked in idle times, heard only if the person’s feedback bears it out."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from importlib.resources import files

from assistant.app.chat import Talk
from assistant.domain.entities import Interaction, Item, Recommendation, Verdict
from assistant.domain.errors import ModelError
from assistant.language.normalise import flatten
from assistant.llm.client import LanguageModel
from assistant.llm.models.catalogue import fingerprint
from assistant.recommend.history import History
from assistant.recommend.llm_rerank import Polish, ReplayedList, learn, polished
from assistant.storage.explanation_cache import digest, find_opinions, keep_opinion

LIKED_NAMED = 5
"""Works that the model is told of."""
HEAD = 16
CUTS = (0.5, 0.65, 0.8)
"""Shares of the likes after which the replay stands still and looks ahead."""
_LEARNED = "polish"
_LIKES = frozenset({Verdict.LIKED, Verdict.FINISHED})


class Polishing(Talk):
    """Letters scored from the model's logits, in two orders, as the part “polish” of the ledger."""

    def _polish(self, picks: Sequence[Recommendation]) -> list[Recommendation]:
        how = self.polish_in_force()
        if how.weight == 0.0 or self._model is None:
            return list(picks)
        asked = _asked(self._liked(self.journal.interactions()), self._model)
        opinions = find_opinions(self.library.database, [one.item.id for one in picks], asked)
        return polished(picks, opinions, how)

    def polish_in_force(self) -> Polish:
        """The weight that the replay found for this model, 0 before there was one."""
        kept = self.journal.get(_LEARNED)
        if self._model is None or not kept or kept["model"] != fingerprint(self._model).hex():
            return Polish()
        return Polish(**kept["polish"])

    def learn_polish(self, halted: Callable[[], bool]) -> Polish | None:
        """Replay the feedback and keep the weight that it bears out; None if that was halted or nothing is new."""
        likes = [one for one in self.journal.interactions() if _is_like(one)]
        if self._model is None or not likes:
            return None
        mark = {
            "model": fingerprint(self._model).hex(),
            "likes": len(likes),
            "prompt": digest(_prompt().encode()).hex(),
        }
        kept = self.journal.get(_LEARNED)
        if kept and {name: kept[name] for name in mark} == mark:
            return None
        lists = []
        for share in CUTS:
            replayed = self._replayed(likes[: int(share * len(likes))], likes[int(share * len(likes)) :], halted)
            if halted():
                return None
            lists += [replayed] if replayed is not None else []
        found = learn(lists)
        self.journal.set(_LEARNED, {**mark, "polish": asdict(found)})
        return found

    def opinions_ahead(self, picks: Sequence[Recommendation], halted: Callable[[], bool]) -> int:
        """Ask the model about the picks that it was not asked about yet; only where its opinion counts."""
        if self._model is None or self.polish_in_force().weight == 0.0:
            return 0
        liked = self._liked(self.journal.interactions())
        asked = _asked(liked, self._model)
        known = find_opinions(self.library.database, [one.item.id for one in picks], asked)
        done = 0
        for one in picks:
            if halted():
                break
            if one.item.id not in known and (value := self._opinion(liked, one.item)) is not None:
                keep_opinion(self.library.database, one.item.id, asked, value)
                done += 1
        return done

    def _replayed(
        self, before: Sequence[Interaction], after: Sequence[Interaction], halted: Callable[[], bool]
    ) -> ReplayedList | None:
        """The head of the list as it was after `before`, where that holds anything of what was liked later."""
        if not before:
            return None
        until = before[-1].at
        acts = tuple(one for one in self.journal.interactions() if one.at <= until)
        request = replace(self.request(n=HEAD, explore=False), now=until)
        picks = self.recommender().recommend(History(acts), request)
        later = frozenset(one.item_id for one in after)
        if not later & {one.item.id for one in picks}:
            return None
        liked, opinions = self._liked(acts), {}
        for one in picks:
            if halted():
                return None
            value = self._opinion(liked, one.item)
            if value is not None:
                opinions[one.item.id] = value
        return ReplayedList(tuple(picks), opinions, later)

    def _liked(self, acts: Sequence[Interaction]) -> list[Item]:
        """The works liked last, the newest first."""
        ids = list(dict.fromkeys(one.item_id for one in reversed(acts) if _is_like(one)))[:LIKED_NAMED]
        found = self.library.items_by_id(ids)
        return [found[one] for one in ids if one in found]

    def _opinion(self, liked: Sequence[Item], item: Item) -> float | None:
        """log P(yes) − log P(no), the mean of both orders of the answers; None where the model fails."""
        assert self._model is not None, "only asked where there is a model"
        total = 0.0
        try:
            for first, second in (("Yes", "No"), ("No", "Yes")):
                prompt = _prompt().format(
                    liked="; ".join(map(_named, liked)), work=_named(item), first=first, second=second
                )
                a, b = self._model.score(prompt, [" A", " B"])
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
