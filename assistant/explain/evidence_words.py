"""Facts in words, made here alone: as a line below the ledger, as a sentence, and as a second sentence.

A kind of fact that a feature defines for itself is told by that feature.
"""

from collections.abc import Sequence
from functools import singledispatch

from assistant.domain.evidence import (
    Averse,
    Bridge,
    CloseToNamed,
    CrowdFavourite,
    CrowdNeighbour,
    Deed,
    Evidence,
    Fits,
    KnownWork,
    Link,
    Match,
    NewInLibrary,
    RequestMatch,
    SameCreator,
    SeriesPart,
    SharedSubject,
    SubjectOfNamed,
    TagsFit,
    Untouched,
    Work,
)
from assistant.domain.kinds import Kind
from assistant.explain.guide_words import guide_words, with_shared
from assistant.language.concepts import subject_name
from assistant.language.normalise import flatten
from assistant.messages import joined, mark, quoted, source_language, titled, tr, trn
from assistant.recommend.evidence.works import WHICH_YOU_DID
from assistant.recommend.features.registry import Telling, feature_of

_TITLE, _NAME, _SENTENCE = 120, 100, 400
"""Letters that are told of a title, a name and a sentence of the person's."""
YOU_DID = {
    Deed.LIKED: mark("You liked {works}"),
    Deed.RATED_HIGH: mark("You rated {works} highly"),
    Deed.RATED: mark("You rated {works}"),
    Deed.RATED_LOW: mark("You gave {works} a low rating"),
    Deed.FINISHED: mark("You finished {works}"),
    Deed.PLAYED: mark("You played {works}"),
    Deed.READING: mark("You are reading {works}"),
    Deed.OPENED: mark("You opened {works}"),
    Deed.SKIPPED: mark("You skipped {works}"),
    Deed.ASIDE: mark("You put {works} aside"),
    Deed.DROPPED: mark("You dropped {works}"),
    Deed.DISLIKED: mark("You disliked {works}"),
}
BECAUSE_YOU_DID = {
    Deed.LIKED: mark("Picked because you liked {works}"),
    Deed.RATED_HIGH: mark("Picked because you rated {works} highly"),
    Deed.RATED: mark("Picked because you rated {works}"),
    Deed.RATED_LOW: mark("Picked because you gave {works} a low rating"),
    Deed.FINISHED: mark("Picked because you finished {works}"),
    Deed.PLAYED: mark("Picked because you played {works}"),
    Deed.READING: mark("Picked because you are reading {works}"),
    Deed.OPENED: mark("Picked because you opened {works}"),
    Deed.SKIPPED: mark("Picked because you skipped {works}"),
    Deed.ASIDE: mark("Picked because you put {works} aside"),
    Deed.DROPPED: mark("Picked because you dropped {works}"),
    Deed.DISLIKED: mark("Picked because you disliked {works}"),
}
_OF_KIND = {
    Kind.BOOK: mark("the book {work}"),
    Kind.MUSIC: mark("the piece of music {work}"),
    Kind.DOCUMENT: mark("the document {work}"),
}


def evidence_text(fact: Evidence) -> str:
    """A fact as a line below the ledger, in the person's language."""
    return told(fact).fact


def english_text(fact: Evidence) -> str:
    """The same in English, whatever the language: what a model is asked with and its words are checked against."""
    with source_language():
        return told(fact).fact


def work_name(work: Work) -> str:
    """ "Title" by Creator, made harmless and short enough for a sentence."""
    return titled(flatten(work.title, _TITLE), [flatten(name, _NAME) for name in work.creators])


def works_named(facts: Sequence[KnownWork]) -> str:
    return joined([work_name(fact.work) for fact in facts])


def phrase(text: str, limit: int = _TITLE) -> str:
    """A subject, words or a sentence in quotation marks, made harmless."""
    return quoted(flatten(text, limit))


@singledispatch
def told(fact: Evidence) -> Telling:
    """A fact in words; none of the three has an end mark. Raises LookupError for a kind that nobody tells."""
    feature = feature_of(fact.part)
    if feature is None or feature.tell is None:
        raise LookupError(f"nobody tells {type(fact).__name__}")
    return feature.tell(fact)


def _same(text: str) -> Telling:
    return Telling(text, text, text)


@told.register
def _(fact: KnownWork) -> Telling:
    works = work_name(fact.work)
    which = tr(WHICH_YOU_DID[fact.deed], works=works)
    said = with_shared(tr("It is close to {works_and_deed}", works_and_deed=which), fact.shared)
    also = with_shared(tr("It is also close to {works_and_deed}", works_and_deed=which), fact.shared)
    return Telling(said if fact.shared else tr(YOU_DID[fact.deed], works=works), said, also)


@told.register
def _(fact: CrowdNeighbour) -> Telling:
    return _same(tr("People who like {work} also like this", work=work_name(fact.work)))


@told.register
def _(fact: CrowdFavourite) -> Telling:
    return _same(tr("Many people in the pack like it"))


@told.register
def _(fact: SharedSubject) -> Telling:
    if not fact.said:
        return _same(
            trn(
                "It shares the subject {subject} with one work you know",
                "It shares the subject {subject} with {n} works you know",
                fact.liked,
                subject=phrase(subject_name(fact.subject)),
            )
        )
    return _same(
        trn(
            "It shares the subject {subject} with one work you liked",
            "It shares the subject {subject} with {n} works you liked",
            fact.liked,
            subject=phrase(subject_name(fact.subject)),
        )
    )


@told.register
def _(fact: SameCreator) -> Telling:
    names = {"creator": flatten(fact.creator, _NAME), "title": phrase(fact.work.title)}
    if fact.deed not in (Deed.LIKED, Deed.RATED_HIGH):
        which = tr(WHICH_YOU_DID[fact.deed], works=names["title"])
        said = tr("It is by {creator}, as is {works_and_deed}", creator=names["creator"], works_and_deed=which)
        return Telling(said, said, tr("It is also by {creator}, as is {works_and_deed}",
                                      creator=names["creator"], works_and_deed=which))  # fmt: skip
    said = tr("It is by {creator}, whose {title} you liked", **names)
    return Telling(said, said, tr("It is also by {creator}, whose {title} you liked", **names))


@told.register
def _(fact: SeriesPart) -> Telling:
    names = {"series": flatten(fact.series, _NAME), "title": phrase(fact.work.title)}
    if fact.follows:
        return Telling(
            tr("Next in the series {series}, after {title}", **names),
            tr("It is next in the series {series}, after {title}", **names),
            tr("It is also next in the series {series}, after {title}", **names),
        )
    return Telling(
        tr("In the series {series}, like {title}", **names),
        tr("It is in the series {series}, like {title}", **names),
        tr("It is also in the series {series}, like {title}", **names),
    )


@told.register
def _(fact: NewInLibrary) -> Telling:
    return Telling(
        tr("New in your library"),
        tr("It is new in your library"),
        tr("It is also new in your library"),
    )


@told.register
def _(fact: Untouched) -> Telling:
    return Telling(
        tr("On your shelf, not opened yet"),
        tr("It is on your shelf, not opened yet"),
        tr("It is also on your shelf, not opened yet"),
    )


@told.register
def _(fact: Fits) -> Telling:
    if fact.subject:
        names = {
            "subject": flatten(subject_name(fact.subject), _NAME),
            "sentence": phrase(fact.text.rstrip(". "), _SENTENCE),
        }
        return _same(tr("Its subject {subject} goes with what your profile says: {sentence}", **names))
    sentence = phrase(fact.text.rstrip(". "))
    return Telling(
        tr("Your profile says: {sentence}", sentence=phrase(fact.text, _SENTENCE)),
        tr("It fits what your profile says: {sentences}", sentences=sentence),
        tr("It also fits what your profile says: {sentences}", sentences=sentence),
    )


@told.register
def _(fact: Averse) -> Telling:
    sentence = phrase(fact.text, _SENTENCE)
    return _same(tr("Your profile says: {sentence}, which speaks against it", sentence=sentence))


@told.register
def _(fact: RequestMatch) -> Telling:
    words = joined([phrase(word, _SENTENCE) for word in fact.words])
    match fact.match:
        case Match.ALL:
            said = tr("It mentions all of {words}", words=words)
            return Telling(said, said, tr("It also mentions all of {words}", words=words))
        case Match.MEANING:
            said = tr("It comes near to what you asked for, {words}", words=words)
            return Telling(said, said, tr("It also comes near to what you asked for, {words}", words=words))
        case Match.SOME:
            said = tr("It mentions {words}", words=words)
            return Telling(said, said, tr("It also mentions {words}", words=words))


@told.register
def _(fact: CloseToNamed) -> Telling:
    work = work_name(fact.work)
    said = with_shared(tr("It is close to {work}, which you named", work=work), fact.shared)
    return Telling(said, said, with_shared(tr("It is also close to {work}, which you named", work=work), fact.shared))


@told.register
def _(fact: TagsFit) -> Telling:
    line = guide_words(fact.tags, fact.values)
    return _same(line[:1].upper() + line[1:])


@told.register
def _(fact: SubjectOfNamed) -> Telling:
    names = {
        "own": phrase(subject_name(fact.own)),
        "theirs": phrase(subject_name(fact.theirs)),
        "work": work_name(fact.work),
    }
    if not fact.same:
        return _same(tr("Its subject {own} goes with {theirs} in {work}, which you named", **names))
    said = tr("It shares the subject {own} with {work}, which you named", **names)
    return Telling(said, said, tr("It also shares the subject {own} with {work}, which you named", **names))


@told.register
def _(fact: Bridge) -> Telling:
    work = work_name(fact.work)
    across = tr(_OF_KIND[fact.work.kind], work=work) if fact.across else work
    names = {"work": tr(WHICH_YOU_DID[fact.deed], works=across)}
    match fact.link:
        case Link.SERIES:
            return _same(tr("Like {work}, it belongs to the series {series}", series=flatten(fact.shared), **names))
        case Link.CREATOR:
            names["creator"] = flatten(fact.shared, _NAME)
            said = tr("It is by {creator}, as is {work}", **names)
            return Telling(said, said, tr("It is also by {creator}, as is {work}", **names))
        case Link.SUBJECT:
            names["shared"] = phrase(subject_name(fact.shared))
            said = tr("It shares the subject {shared} with {work}", **names)
            return Telling(said, said, tr("It also shares the subject {shared} with {work}", **names))
        case Link.WORD:
            names["shared"] = phrase(fact.shared)
            said = tr("It shares the word {shared} with {work}", **names)
            return Telling(said, said, tr("It also shares the word {shared} with {work}", **names))
        case Link.NEAREST:
            return _same(tr("Of all you know, nearest to it is {work}", **names))
