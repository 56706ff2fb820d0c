"""Answers from the person's files: sentences quoted from passages, with numbered sources, or that there is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import NamedTuple

from assistant.domain.entities import Kind
from assistant.language.normalise import flatten, fold
from assistant.messages import joined, quoted, tr
from assistant.search.answers.finding import FoundAnswer, Telling
from assistant.search.answers.leaning import leans_back
from assistant.search.answers.look_alikes import undated
from assistant.search.answers.sums import asks_for_rest, rest_of

SURE, NEAR = 0.4, 0.05
"""From here on an answer is given as one, and as what comes nearest; `alcove bench answers` measures both. Of what is
given as an answer .92 is one, of questions that nothing answers .14 to .18 get one where a paper comes near. Below the
latter lie 47 of 1,022 questions that something answers and 134 of 1,252 that nothing does."""
MOST = 4
_BESIDE, _OF_ONE_LIST = 0.01, 0.3
"""Shares of the best sentence's probability from which another is quoted too; and one that stands among it in a list or
a table."""
_FOR_ALL_THAT = 0.75
"""The share from which the best sentence is quoted, though it seems not to be of the sort that was asked for."""
_NEXT_STEP = re.compile(
    r"(?:Then|Next|After that|Afterwards|Finally|Dann|Danach|Puis|Ensuite|Luego|Poi"
    r"|Today|Now|Since then|By now|Later|Heute|Jetzt|Inzwischen|Seitdem|Aujourd['’]hui|Maintenant|Depuis|Hoy|Ahora|Oggi"
    r"|Ora)\b"
)
_LONGEST = 320
RIVAL, _OF_FIRST = 0.3, 3
"""The share of the nearest sentence's probability from which that of another paper is quoted beside it, and how many of
the first are then."""
_IN_ALL, _IN_ONE, _WORDS = 0.1, 0.5, 3
"""Shares, of the best of its document, that entries under one word must have in all documents, and in one; and how many
words such a one is at most."""


class Citation(NamedTuple):
    """Where a numbered quotation stands: in which item, and at which place of it (a page, chapter or heading)."""

    number: int
    item_id: str
    place: str


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """`sentences` are quotations with their numbers, `lines` their sources. `sure`: they answer, and do not only come
    near. Then `nearest` are the titles of the one work that they are of, or of the two that are as likely."""

    sentences: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    lines: tuple[str, ...] = ()
    sure: bool = False
    nearest: tuple[str, ...] = ()
    reckoned: str = ""
    """A sentence that says what the quoted figures come to."""


def answer_of(found: FoundAnswer, *, of_paper: bool = False) -> DocumentAnswer:
    """What is quoted of what was found: the best sentence with the one behind it, and others that may answer too. What
    holds nothing of the sort that was asked for only comes near, and then one document alone is quoted. A sentence that
    holds every word that was asked for comes near, or that stands under them, however little is known of its language.
    of_paper: it was looked for in the one paper that is meant, where such a sentence answers, and what is of the sort
    comes near."""
    best = found.tellings[0] if found.tellings else None
    if best is None or not (found.sure >= NEAR or best.says_all or best.headed or (of_paper and best.fits)):
        return DocumentAnswer()
    chosen = [one for one in found.tellings[:MOST] if one.share >= _least(one, best) * best.share]
    if answers(found, of_paper=of_paper):
        return _numbered(list(_quotations([one for one in chosen if not _is_of_fellow(one, best)])), nearest=())
    if not best.fits and best.share < _FOR_ALL_THAT:
        # What a book says of money is no nearer to what the repair cost.
        of_kind = [one for one in found.tellings if one.fits and _may_be_meant(one, best)]
        chosen = of_kind[:MOST] or [one for one in chosen if _may_be_meant(one, best)]
    return _nearest(chosen)


def _may_be_meant(one: Telling, best: Telling) -> bool:
    """Whether it stands in a paper, where the likeliest sentence does."""
    return best.item.kind is not Kind.DOCUMENT or one.item.kind is Kind.DOCUMENT


def _nearest(chosen: Sequence[Telling]) -> DocumentAnswer:
    """What comes nearest: of the one work, and of the paper that is as likely the one."""
    first = chosen[0]
    rivals = (one for one in chosen if one.item.id != first.item.id and one.item.kind is Kind.DOCUMENT)
    rival = next((one for one in rivals if one.share >= RIVAL * first.share), None)
    told = [one for one in chosen if one.item.id == first.item.id]
    told = [*told[:_OF_FIRST], rival] if rival is not None else told
    works = dict.fromkeys(one.item.title for one in told)
    return _numbered(list(_quotations(told)), nearest=tuple(map(flatten, works)))


def answers(found: FoundAnswer, *, of_paper: bool = False) -> bool:
    """Whether what was found is given as the answer, and not only as what comes nearest."""
    best = found.tellings[0] if found.tellings else None
    told = best is not None and best.fits and best.speaks_of_it
    return best is not None and told and (found.sure >= SURE or (of_paper and best.says_all))


def side_by_side(found: Sequence[FoundAnswer]) -> DocumentAnswer:
    """What each of several documents says to one question: what stands in all of them under the same word, as "Notice"
    does, if that may answer; else the likeliest sentence of each that holds what was asked for."""
    alike = under_one_word(found)
    best = alike or [
        next((one for one in each.tellings if one.fits), each.tellings[0]) for each in found if each.tellings
    ]
    told = alike or any(answers(each, of_paper=True) for each in found)
    nearest = () if told or not best else (flatten(best[0].item.title),)
    return _numbered([(flatten(one.text, _LONGEST), one) for one in best], nearest)


def under_one_word(found: Sequence[FoundAnswer]) -> list[Telling]:
    """The entry of each document under the word that all have an entry under and that answers best in all, by the
    product of the shares; none where that is far behind in one, or not among the best of any."""
    if len({each.tellings[0].item.id for each in found if each.tellings}) < len(found):
        return []
    first = {_word_of(each.tellings[0]) for each in found}
    if len(first) == 1 and "" not in first:
        return [each.tellings[0] for each in found]
    held = [{_word_of(one): one for one in reversed(each.tellings) if _word_of(one)} for each in found]
    best = [max((one.share for one in each.tellings), default=0.0) for each in found]
    marks = {}
    for word in held[0] if held else ():
        shares = [each[word].share / of for each, of in zip(held, best, strict=True) if word in each and of]
        if len(shares) == len(found) and min(shares) >= _IN_ALL and max(shares) >= _IN_ONE:
            marks[word] = prod(shares)
    word = max(marks, key=lambda one: marks[one], default="")
    return [each[word] for each in held] if word else []


def _word_of(one: Telling) -> str:
    """The folded word or two that an entry stands under; empty where it stands under none."""
    label, mark, rest = one.text.partition(":")
    words = [word for word in fold(label).split() if not word.isdigit()]
    return " ".join(words) if mark and rest.strip() and 0 < len(words) <= _WORDS else ""


def _is_of_fellow(one: Telling, best: Telling) -> bool:
    """Whether it stands in a paper that differs from that of the best only in its date: of this month's minutes nothing
    is said by those of another."""
    return one.item.id != best.item.id and undated(one.item.title) == undated(best.item.title)


def _least(one: Telling, best: Telling) -> float:
    return _OF_ONE_LIST if one.beside and one.beside == best.beside else _BESIDE


def _quotations(chosen: Sequence[Telling]) -> Iterator[tuple[str, Telling]]:
    said = ""
    told = {one.text for one in chosen}
    for at, one in enumerate(chosen):
        text = one.quoted or _with_beside(one, first=not at and one.after not in told)
        if one.text not in said:
            said += f" {text} {one.text}"
            yield flatten(text, _LONGEST), one


def _with_beside(one: Telling, *, first: bool) -> str:
    """The sentence, behind the one that it leans on; before the one that follows, where it is the first."""
    before = f"{one.before} " if one.before and leans_back(one.text) else ""
    after = f" {one.after}" if one.after and (first or _NEXT_STEP.match(one.after)) else ""
    whole = f"{before}{one.text}{after}"
    return whole if len(whole) <= _LONGEST or not before else f"{before}{one.text}"


def _numbered(quotations: Sequence[tuple[str, Telling]], nearest: tuple[str, ...]) -> DocumentAnswer:
    numbers: dict[tuple[str, str], int] = {}
    sentences, sources, lines = [], [], []
    for text, one in quotations:
        key = (one.item.id, one.passage.place)
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            sources.append(Citation(numbers[key], *key))
            lines.append(_source_line(numbers[key], one))
        sentences.append(f"{_quotation(text)} [{numbers[key]}]")
    return DocumentAnswer(tuple(sentences), tuple(sources), tuple(lines), not nearest, nearest)


def _source_line(number: int, one: Telling) -> str:
    """A source as it stands under the answer: "[1] “Title”, page 12"."""
    place = flatten(one.passage.place, 60)
    return f"[{number}] {quoted(flatten(one.item.title))}" + (f", {place}" if place and place != one.item.title else "")


def _quotation(sentence: str) -> str:
    return quoted(re.sub(r"[“”„«»\"]", "’", sentence).strip())


def answer_sentences(answer: DocumentAnswer) -> list[str]:
    """What the files say, then the sources; plainly so where they say nothing or only something near."""
    if not answer.sentences:
        return [tr("I could not find that in your files.")]
    titles = joined(list(map(quoted, answer.nearest)))
    if len(answer.nearest) > 1:
        nearest = tr("I could not find that said outright; {titles} come nearest:", titles=titles)
    else:
        nearest = tr("I could not find that said outright; {title} comes nearest:", title=titles)
    reckoned = [answer.reckoned] if answer.reckoned else []
    return [*([] if answer.sure else [nearest]), *answer.sentences, *reckoned, "\n" + "\n".join(answer.lines)]


def with_rest(answer: DocumentAnswer, question: str, found: FoundAnswer) -> DocumentAnswer:
    """The answer with what is missing between the two amounts of its first sentence, where that is asked."""
    rest = rest_of(found.tellings[0].text) if answer.sentences and asks_for_rest(question) else None
    if rest is None:
        return answer
    missing, whole, there = rest
    return replace(answer, reckoned=tr("That leaves {missing}: {whole} less {there}.", missing=missing, whole=whole,
                                       there=there))  # fmt: skip
