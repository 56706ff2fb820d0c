"""The checker: it lets through only sentences whose every claim stands in the evidence.

The rule is closed: a word passes if it is one of the plain words of resources/words.toml, which claim nothing, or if it
stands in the evidence or in the item's own title, creators, subjects or series. Quotations, names and numbers must
stand there in one piece, creators must belong to the titles they are put beside, and what the person is said to have
liked, finished or dropped must be evidence of that very kind.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.domain.entities import Item
from assistant.domain.evidence import Evidence
from assistant.explain.supported import Phrases, Told, folded
from assistant.language.grammar import (
    JOINING,
    QUOTED,
    Named,
    capital_runs,
    quotations,
    subject_before,
    targets_of,
    titles_beside,
)
from assistant.language.normalise import Token, fold, tokenise
from assistant.language.numbers import NUMBERS
from assistant.language.vocabulary import Vocabulary, vocabulary

_MARKUP = re.compile(r"[<>{}\[\]|`*_#@\\~^=]|https?:|www\.|&\w+;")
_MANGLED = re.compile(r"(?<![,:;] )\bto judge by\b")
"""What says whence it is known, run into what is known: "it is funny and to judge by its text"."""
_CITATION = re.compile(r"\s?\[\d{1,2}\]")
_NEGATIONS = frozenset({
    "no", "not", "never", "none", "nothing", "nobody", "neither", "nor", "without", "unlike", "hardly", "isnt",
    "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "wont", "cant", "cannot", "havent", "hasnt",
    "shouldnt", "wouldnt", "couldnt",
})  # fmt: skip
_OFFERS = frozenset({
    "pick", "picked", "picks", "recommend", "recommended", "recommends", "suggest", "suggested", "suggests", "try",
    "choose", "chosen", "choice", "take", "offer",
})  # fmt: skip


class Checker:
    """Checks sentences against the evidence of one turn or one recommendation."""

    def __init__(
        self,
        evidence: Sequence[Evidence],
        item: Item | Sequence[Item] | None = None,
        words: Vocabulary | None = None,
        *,
        passages: Sequence[str] = (),
    ) -> None:
        """`item`: the item or items that are spoken of. `passages`: texts that may be quoted word for word."""
        self._words = words or vocabulary()
        self._items = (item,) if isinstance(item, Item) else tuple(item or ())
        self._facts = [Told.of(fact, self._words) for fact in evidence]
        self._texts = [f" {fold(text)} " for text in (*self._sources(), *passages)]
        self._known = frozenset(word for text in self._texts for word in text.split())
        self._titles = folded(one.title for one in self._items)
        self._creators = folded(name for one in self._items for name in one.creators)
        self._pairs = {
            (fold(work), fold(name)) for one in self._items for name in one.creators for work in (one.title, one.album)
        }
        for fact in self._facts:
            self._titles |= fact.titles
            self._creators |= fact.creators - self._titles
            self._pairs |= {(title, name) for title in fact.titles for name in fact.creators}
        self._denials = frozenset(word for fact in self._facts for word in fact.words_beside_names())
        self._own_words = self._words_of_items()
        self._names = sorted({*self._titles, *self._creators}, key=lambda name: -len(name.split()))

    def check(self, sentence: str) -> list[str]:
        """The claims of a sentence that nothing supports, each in a few words; empty if it may be shown."""
        sentence = _CITATION.sub("", sentence)
        if not sentence.strip():
            return ["nothing said"]  # no words
        problems = [f"markup: {found}" for found in _MARKUP.findall(sentence)[:1]]
        problems += self._check_quotations(sentence)
        problems += ["a sentence run together"] if _MANGLED.search(sentence) else []  # no words
        bare = QUOTED.sub(lambda match: " " * len(match.group()), sentence)
        if re.search(r"[“”\"«»„]", bare):
            problems.append("an open quotation")  # no words
        tokens = tokenise(bare)
        problems += self._check_names(bare, tokens)
        problems += self._check_words(tokens)
        problems += self._check_relations(sentence)
        return list(dict.fromkeys(problems))

    def _sources(self) -> Iterable[str]:
        for fact in self._facts:
            yield fact.text
            yield from fact.names
        for item in self._items:
            yield item.title
            yield from item.creators
            yield from item.subjects
            yield from (item.series, item.album, str(item.year or ""))

    def _words_of_items(self) -> Phrases:
        """What stands in facts about works, as against the person's own words, which name anything."""
        persons = [fact for fact in self._facts if fact.persons]
        names = folded(name for fact in persons for name in fact.names) - self._titles - self._creators
        spoken = {fact.folded.strip() for fact in persons} | names
        return Phrases([text for text in self._texts if text.strip() not in spoken])

    def _stands(self, words: str) -> bool:
        return any(f" {words} " in text for text in self._texts)

    def _check_quotations(self, sentence: str) -> list[str]:
        return [f"quotation: {one}" for one in quotations(sentence) if not fold(one) or not self._stands(fold(one))]

    def _check_names(self, text: str, tokens: Sequence[Token]) -> list[str]:
        problems = []
        for run in capital_runs(text, tokens):
            for piece in self._pieces(run):
                written = text[piece[0].start : piece[-1].end]
                words = " ".join(token.folded for token in piece)
                if not self._stands(words) and not self._stands(words.removesuffix("s")):
                    problems.append(f"name: {written}")
                elif words not in self._own_words and not self._in_its_place(tokens, piece):
                    problems.append(f"name out of place: {written}")  # no words
        return problems

    def _pieces(self, run: list[Token]) -> list[list[Token]]:
        """Cuts "Dune by Frank Herbert" at joining words and after a possessive, where the parts are whole names."""
        if self._stands(" ".join(token.folded for token in run)):
            return [run]
        for end in range(len(run) - 1, 0, -1):
            words = " ".join(token.folded for token in run[:end])
            rest = run[end:]
            whole = self._stands(words) and rest[0].folded in JOINING
            owner = words.endswith("s") and self._stands(words[:-1])
            if whole or owner:
                while rest and rest[0].folded in JOINING and not self._stands(" ".join(one.folded for one in rest)):
                    rest = rest[1:]
                return [run[:end], *(self._pieces(rest) if rest else [])]
        return [run]

    def _in_its_place(self, tokens: Sequence[Token], piece: Sequence[Token]) -> bool:
        """True if a name that only the person's own words hold follows the same two words as there."""
        at = tokens.index(piece[0])
        words = " ".join(token.folded for token in [*tokens[max(0, at - 2) : at], *piece])
        return self._stands(words)

    def _check_words(self, tokens: Sequence[Token]) -> list[str]:
        problems = []
        # "Nocturne No. 2" denies nothing.
        named = {at for one in self._mentions(tokens) for at in range(one.first, one.last + 1)}
        for term in self._words.find_tokens(list(tokens)):
            if not self._stands(term.surface) and not self._stands(term.surface.removesuffix("s")):
                problems.append(f"{term.group}: {term.surface}")
        for at, token in enumerate(tokens):
            if _is_number(token.folded) and token.folded not in self._known | self._words.plain:
                problems.append(f"number: {token.folded}")
            elif token.folded in _NEGATIONS and token.folded not in self._denials and at not in named:
                problems.append(f"denial: {token.folded}")
            elif not self._is_supported(token.folded):
                problems.append(f"word: {token.folded}")
        return problems

    def _is_supported(self, word: str) -> bool:
        if word in self._known or word in self._words.plain or word in self._words.deeds:
            return True
        kind = self._words.kinds.get(word)
        if kind is not None and word not in self._words.terms and any(item.kind is kind for item in self._items):
            return True
        return word.endswith("s") and word[:-1] in self._known

    def _check_relations(self, sentence: str) -> list[str]:
        tokens = tokenise(sentence)
        mentions = self._mentions(tokens)
        problems = [*self._check_deeds(sentence, tokens, mentions), *self._check_pairs(tokens, mentions)]
        return [*problems, *self._check_offers(tokens, mentions), *self._check_attributes(sentence, tokens, mentions)]

    def _check_offers(self, tokens: Sequence[Token], mentions: Sequence[Named]) -> list[str]:
        """Only the item itself was picked, not the work that it was picked for."""
        own = folded(item.title for item in self._items)
        titles = {one.first: one.name for one in mentions if one.role == "title"}
        offered = [titles[at] for at in range(1, len(tokens)) if at in titles and tokens[at - 1].folded in _OFFERS]
        return [f"offer: {name}" for name in offered if name not in own]

    def _check_attributes(self, sentence: str, tokens: Sequence[Token], mentions: Sequence[Named]) -> list[str]:
        """A word of the list or a number after a title must be told of that very work."""
        inside = [(match.start(), match.end()) for match in QUOTED.finditer(sentence)]
        titles = [one for one in mentions if one.role == "title"]
        problems = []
        for place, one in enumerate(titles):
            end = titles[place + 1].first if place + 1 < len(titles) else len(tokens)
            after = [
                token
                for token in tokens[one.last + 1 : end]
                if not any(start <= token.start < stop for start, stop in inside)
            ]
            told = self._told_of(one.name)
            said = [term.surface for term in self._words.find_tokens(after)]
            said += [token.folded for token in after if _is_number(token.folded) and token.folded != "one"]
            problems += [f"attribute: {words} of {one.name}" for words in said if f" {words} " not in told]
        return problems

    def _told_of(self, title: str) -> str:
        """All that the item of that title and the evidence that names it say, folded."""
        texts = [fact.folded for fact in self._facts if fact.tells_of(title)]
        own = [item for item in self._items if fold(item.title) == title]
        for item in own:
            texts += map(fold, (*item.subjects, *item.creators, item.title, item.series, str(item.year or "")))
        if own and len(self._items) == 1:
            texts += [fact.folded for fact in self._facts]  # all of it was collected for this item
        return f" {' | '.join(texts)} "

    def _mentions(self, tokens: Sequence[Token]) -> list[Named]:
        """Titles and creators in a sentence, the longest where they overlap."""
        folded = [token.folded for token in tokens]
        taken = [False] * len(folded)
        found = []
        for name in self._names:
            words = name.split()
            for at in range(len(folded) - len(words) + 1):
                here = folded[at : at + len(words)]
                same = here == words or here == [*words[:-1], words[-1] + "s"]
                if same and not any(taken[at : at + len(words)]):
                    taken[at : at + len(words)] = [True] * len(words)
                    role = "title" if name in self._titles else "creator"
                    found.append(Named(role, name, at, at + len(words) - 1))
        return sorted(found, key=lambda mention: mention.first)

    def _check_deeds(self, sentence: str, tokens: Sequence[Token], mentions: Sequence[Named]) -> list[str]:
        """What the person is said to have done must be evidence of that type about the titles named."""
        own = folded(item.title for item in self._items)
        inside = [(match.start(), match.end()) for match in QUOTED.finditer(sentence)]
        problems = []
        for at, token in enumerate(tokens):
            deed = self._words.deeds.get(token.folded)
            if deed is None or any(start <= token.start < end for start, end in inside):
                continue
            if any(one.first <= at <= one.last for one in mentions):
                continue
            subject = subject_before(tokens, at)
            if token.folded in ("like", "likes") and subject == "":
                continue
            titles = targets_of(mentions, at, tokens)
            if any(one.name in own and not self._is_deed(deed, subject, one.name) for one in titles):
                problems.append(f"claim: {token.folded} the item itself")  # no words
            targets = [one.name for one in titles if one.name not in own]
            if not all(self._is_deed(deed, subject, name) for name in targets):
                problems.append(f"claim: {subject or 'someone'} {token.folded} {', '.join(targets)}")
            elif not targets and not self._is_deed(deed, subject, ""):
                problems.append(f"claim: {subject or 'someone'} {token.folded}")
        return problems

    def _is_deed(self, deed: str, subject: str, title: str) -> bool:
        """True if some evidence says that the subject (you, people or nobody) did that with the title."""
        told = [fact for fact in self._facts if deed in fact.deeds and (not title or fact.tells_of(title))]
        return any((subject != "people") == (not fact.crowd) or (fact.crowd and subject == "") for fact in told)

    def _check_pairs(self, tokens: Sequence[Token], mentions: Sequence[Named]) -> list[str]:
        """A creator beside a title must be its creator; "by" without a title speaks of the item itself."""
        problems = []
        for place, one in enumerate(mentions):
            if one.role != "creator" or self._as_given(tokens, one):
                continue
            titles = titles_beside(tokens, mentions, place)
            wrong = [title for title in titles if (title, one.name) not in self._pairs]
            if wrong:
                problems.append(f"pair: {', '.join(wrong)} by {one.name}")
            elif (not titles or _is_by(tokens, one, mentions)) and not self._is_own_creator(one.name):
                problems.append(f"attribution: {one.name}")
        return problems

    def _is_own_creator(self, name: str) -> bool:
        return any(fold(creator) == name for item in self._items for creator in item.creators)

    def _as_given(self, tokens: Sequence[Token], one: Named) -> bool:
        """True if the creator stands in the sentence with the two words before as in some evidence."""
        following = tokens[one.last + 1].folded if one.last + 1 < len(tokens) else ""
        if one.first < 2 or following == "whose":
            return False
        words = " ".join(token.folded for token in tokens[one.first - 2 : one.last + 1])
        return any(f" {words} " in given.folded for given in self._facts)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in NUMBERS


def _is_by(tokens: Sequence[Token], one: Named, mentions: Sequence[Named]) -> bool:
    """ "It is by C, whose A you liked" says of the item, too, that it is by C."""
    before = any(other.role == "title" and other.last < one.first for other in mentions)
    return not before and one.first > 0 and tokens[one.first - 1].folded == "by"
