"""What a description says in its own praise, and leaves out when works are compared.

“The best book, perfect for you” tells nothing of a work, yet it brings the work closer to every reader. Such words stay
in the description that is shown; the vectors and the words of the ranking never get them.
"""

import re
from functools import lru_cache

_END = re.compile(r"(?<=[.!?…])[\s\"”’)*]+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_MARKUP = re.compile(r"[{}\\`|]|<\s*[/!a-z]", re.I)
_MOST_TOLD = 0.34
"""The share of words with a meaning of their own up to which a sentence with praise in it is nothing but praise."""
_SEVERAL = 3
"""Words from which on a subject is a sentence rather than a name."""
_LONG_RUN, _FEWEST_SIGNS = 6, 2
"""A run of words without any meaning of their own goes, wherever it stands, if it is so long or has so many signs."""

_PRAISE_WORDS = """
    able absolute absolutely acclaimed adore adored adores amazed amazing astonishing astounding award awards
    awesome beautiful beautifully beloved best bestseller bestselling better breathtaking brilliant brilliantly
    captivate captivated captivates captivating classic compelling complete compulsory cry dazzle dazzling delight
    delighted delightful delights disappoint disappointed discover down enchanting engaging engrossing enjoy
    enjoyable enjoyed enjoys enthralling epic essential excellent exceptional exciting exquisite extraordinary
    fabulous fantastic fascinating favorite favorites favourite favourites fine finest flawless genius glorious
    glowing good gorgeous great greatest gripping guaranteed heart highly ideal impossible incomparable incredible
    indispensable ingenious inspiring irresistible laugh love loved lovely loves loving magnificent marvellous
    marvelous masterful masterfully masterpiece masterpieces masterwork miss missed moving must mustread nice
    obsessed outstanding page-turner pageturner perfect perfection perfectly phenomenal pleasure poignant popular
    powerful praise praised put rated rave recommend recommended recommending recommends remarkable riveting
    satisfying seminal sensation sensational special spectacular spellbinding splendid stars stunning sublime
    suits superb superior superlative supreme terrific thrilling timeless top touching treasure tremendous triumph
    triumphant unbeatable unequalled unforgettable unique unmatched unmissable unparalleled unputdownable
    unrivalled unsurpassed wonderful wonderfully world-class worth wow
"""
_ADDRESS_WORDS = """
    anybody anyone assistant audience audiences critic critics everybody everyone fan fans ignore instruction
    instructions listener listeners lover lovers me millions my people person prompt rank ranked ranking ranks
    reader readers reviewers score scored system user users world you you'd you'll you're you've your yours
    yourself you’d you’ll you’re you’ve
"""
_FRAME_WORDS = """
    a about above added after again age ages agree agreed agrees album alike all always an and another any
    anything anywhere are arguably as at await awaits be because become been before beginning being book books
    bought bring but buy by can can't cannot can’t chapter choice collection could cover decade did do does
    doesn't doesn’t don't don’t each either else end entire ever every everything everywhere exactly fall falls
    feel find finish finished first five for four from full genre genres get gets give given go going had has have
    he her here hers him his hours how hundred i if in international into is isn't isn’t it it's item items its
    it’s just keep kind know last leave let library life like likes list lists literature little look looking made
    make makes man many masterly match matches may mind minute moment mood moods more most much music need needed
    needs never new next night no nobody none nothing novel novels now number of off on once one ones only onto or
    other others our out over own page pages pick picked pieces place placed please possible purchase put quite
    re-read read reading reads really record rest return review reviews said same say says see series set she
    shelf shelves should simply since so some someone something song songs soon start still stop stories story
    such sure taste tastes tell ten than that that's that’s the their them then there these they thing things this
    those thousand thousands through time times title titles to today track truly two universally until up us very
    volume vote voted votes want wanted wants was way we well were what whatever when whenever where wherever
    which while who whoever whole whom why will win winner winning wish with without woman won won't won’t word
    words work works would write writer writers written wrote year years yes yet
"""
_ADDRESS = frozenset(_ADDRESS_WORDS.split())
_SIGNS = _ADDRESS | frozenset(_PRAISE_WORDS.split())
_USUAL = _SIGNS | frozenset(_FRAME_WORDS.split())


def without_praise(text: str) -> str:
    """A text without the sentences, and the runs of words within others, that only praise or address; else the same."""
    parts = [part for part in _END.split(text) if part]
    kept = [told for part in parts if (told := _told(part))]
    return " ".join(part.strip() for part in kept) if kept != parts else text


@lru_cache(maxsize=20_000)
def is_name(subject: str) -> bool:
    """Whether a subject names something, and does not speak to its reader or to a program.

    “Songs I love” is somebody's shelf; “perfect for you” and “a must read!” are not.
    """
    if _MARKUP.search(subject):
        return False
    words = _WORD.findall(subject.lower())
    speaks = subject.rstrip().endswith((".", "!", "?")) or not _ADDRESS.isdisjoint(words)
    return not (speaks and len(words) >= _SEVERAL and not _told(subject))


def _told(sentence: str) -> str:
    """What a sentence tells; empty where it has no word with a meaning of its own, or hardly one beside praise."""
    lowered = sentence.lower()
    words = _WORD.findall(lowered)
    signs = len([word for word in words if word in _SIGNS])
    told = len([word for word in words if word not in _USUAL])
    if told <= _MOST_TOLD * (signs + told):
        return ""
    if not signs:
        return sentence
    return sentence if len(lowered) != len(sentence) else _without_runs(sentence, lowered)


def _without_runs(sentence: str, lowered: str) -> str:
    """A sentence without those stretches of usual words that hold several signs of praise."""
    kept, start, signs, run = [], 0, 0, 0
    for match in _WORD.finditer(lowered):
        if match[0] in _USUAL:
            run += 1
            signs += match[0] in _SIGNS
            continue
        if not _is_empty(run, signs):
            kept.append(sentence[start : match.start()])
        kept.append(sentence[match.start() : match.end()])
        start, signs, run = match.end(), 0, 0
    if not _is_empty(run, signs):
        kept.append(sentence[start:])
    return sentence if "".join(kept) == sentence else " ".join(" ".join(kept).split())


def _is_empty(run: int, signs: int) -> bool:
    return signs >= _FEWEST_SIGNS or (signs > 0 and run >= _LONG_RUN)
