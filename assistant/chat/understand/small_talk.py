"""What in a turn only reacts to the last one, and asks for nothing: "Great! Those are perfect. Now some jazz?"."""

import re

_PRAISE = (
    r"(?:gre+at|perfect|awesome|amazing|excellent|ni+ce+|coo+l|lovely|beautiful|wonderful|fantastic|brilliant|sweet|"
    r"superb|terrific|nicely done|well done|good (?:one|choice|start|job|work|idea)|love (?:it|them|this|these|that|"
    r"those)|thanks?|thank you|thx|cheers|exactly|absolutely|definitely|of course|wow|ha(?:ha)+|lol|hm+|ah+|oh|well"
    r"|ugh+|argh+|oof|phew|whew|sigh|meh|gosh|blimey)"
)
_OPENING = re.compile(
    r"^\W*(?:(?:(?:(?:hi|hello|hey)(?: there)?|good (?:morning|afternoon|evening))(?:,? alcove)?[\s,.!…-]+"
    r"|(?:ok|okay|alright|all right|yes|yeah|yep|yup|sure|oh|so|well(?=\s*[,.!…])|now|then)(?:[\s,.!…-]+)(?!far\b)"
    rf"|{_PRAISE}(?: (?:so much|very much|a lot|again|then|alcove))?\s*[,.!…-]+\s*)+)",
    re.IGNORECASE,
)
_FEWEST = 3
"""Words that ask for something beside what was read."""
_LIKED = (
    r"(?:great|good|perfect|nice|lovely|excellent|amazing|pretty|beautiful|awesome|fantastic|wonderful|cool|fine"
    r"|okay|ok|"
    r"exactly|works?|fits?|wonderfully|perfectly|well|best|fun)"
)
_REACTING = re.compile(
    r"^(?:(?:yes|yeah|and|but|i think|wow|oh|ok|okay) )*(?:"
    r"(?:those|these|they|that|it|this|everything|the (?:playlist|songs?|list|picks?|tracks?|selection|choices?"
    r"|music|"
    r"books?|last ones?))(?: \w+){0,2} (?:is|are|was|were|sounds?|looks?|seems?|works?|would be|will be)"
    rf"(?: \w+){{0,4}}? ?{_LIKED}(?: \w+){{0,3}}"
    rf"|(?:{_LIKED}|those|these|such|what) (?:\w+ )?(?:picks?|hits?|songs?|choices?|selections?|start|list|job|work"
    r"|tracks?|music|suggestions?|ideas?)(?: so far| too| again| there)?"
    r"|(?:that|this|it)(?: s| is|s)? exactly what i \w+(?: \w+){0,3}"
    r"|(?:i )?(?:really |absolutely |just )?(?:like|love|loved|liked|enjoy|enjoyed) (?:it|them|these|those|that|this|"
    r"(?:all|most|some) of (?:it|them|these|those))(?: (?:all|too|a lot|so much|songs?|picks?|ones|choices?))*"
    r"|(?:thanks|thank you)(?: \w+){0,5}|(?:you are|youre|ur) (?:\w+ ){0,2}(?:great|amazing|awesome|best|welcome"
    r"|good)"
    r"|(?:looks?|sounds?) good|of course|why not|that works|no problem|im done|that is all|thats all)$"
)
_DENIED = re.compile(
    r"\b(?:not|no|never|nothing|hate|hated|dont|didnt|doesnt|isnt|arent|but|except|without|too (?!$))\b"
)
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*\s*")
_IDIOMS = re.compile(
    # Spanish "que no sea triste" asks for no sea.
    r"(?<=\bque )sean?\b|(?<=\bque no )sean?\b|(?<=\bno )sea(?= (?:muy|tan|demasiado)\b)"
    r"|^\W*play\b|\bon paper\b|\bfor (?:the love of (?:god|pete)|(?:god|heaven|pity|goodness)['’]?s? sake)\b"
    r"|\b(?:god|heaven) forbid\b|\bthank god\b"
    # Who is called "love" is asked for nothing about it.
    r"|(?<=[,.!?…] )(?:my )?(?:love|lovely|darling|dear|honey|hun|pet|duck|hen|mate|sweetheart)(?=\W*(?:$|[,.!?]))"
    r"|(?:(?<=\bplease )|(?<=\bthanks )|(?<=\bta )|(?<=\bcheers ))"
    r"(?:my )?(?:love|darling|dear|honey|hun|pet|duck|hen|mate|sweetheart)(?=\W*(?:$|[,.!?]))"
    r"|\b(?:(?:i|we|you|they)['’]?d(?: really| also| just)* love|(?:would|really|also) love"
    r"|(?:let|let['’]?s|to|you|please) play|(?:old|new|middle)[- ]school|cross[- ]country"
    r"|classics?(?= (?:rock|country|hits?|hip|rap|pop|soul|r&b|metal|songs?|that|everyone|ones))"
    r"|would be (?:great|good|perfect|nice)|(?:was|were|is|are) (?:all )?(?:grand|sound|class|sick|wicked|mint)"
    r"(?=\W*(?:$|[.,;!?]|but\b|only\b|and\b|though\b)))\b",
    re.IGNORECASE,
)
_BEHIND_ME = re.compile(
    r"(?:^|(?<=[.!?;:–—] )|(?<=, )|\b(?:after|having) )(?:(?:i|we)(?:['’]?ve| have)? )?(?:(?:only )?just |recently "
    r"|finally )?"
    r"(?:finish(?:ed|ing)|(?:got|getting|slogged|ploughed) through|(?:came|come|coming|am) off|put down"
    r"|been reading|binged"
    r"|wad(?:ed|ing) through) (?:off )?(?:(?:an?|the|some|my|two|three|four|five|several|too many|nothing but"
    r"|a lot of|lots of)\b"
    r"[^.;:!?–—]*?)(?=,? (?:and|so|but)?,? ?(?:i |we |now )*(?:need|want|fancy|could|would|after|crave|looking"
    r"|time for|give"
    r"|something|what)\b|[.;:!?–—])"
    r"|\bafter (?:reading |hearing )?(?:an?|two|three|four|five|six|several|so many|too many|all (?:this|that|these"
    r"|those)"
    r"|nothing but)\b[^.;:!?–—]*?(?=,? (?:i|we)(?:['’]d)? (?:need|want|fancy|could|would|crave|like)\b)"
    r"|(?:^|(?<=[.!?;:–—] ))(?:(?:ich )?(?:habe? )?(?:gerade|eben|soeben|endlich) )(?:eine?n?|den|die|das|zwei|drei"
    r"|lauter) "
    r"[^.;:!?–—]*?(?:beendet|ausgelesen|durch|hinter mir|gelesen|fertig)\b"
    r"|\bje viens de (?:finir|terminer|lire) (?:un|une|des|le|la|deux|trois) [^.;:!?–—]*?(?=,? (?:et|alors"
    r"|maintenant|il me)\b"
    r"|[.;:!?–—])",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:\w*novels?|books?|sagas?|stor(?:y|ies)|thrillers?|myster(?:y|ies)|memoirs?|biograph(?:y|ies)|tomes?"
    r"|doorstop\w*"
    r"|trilog(?:y|ies)|series|reads?|poems?|whodunn?its?|romances?|epics?|albums?|records?|songs?|symphon(?:y|ies)"
    r"|operas?"
    r"|\w*(?:roman(?:e|s)?|buch|b[uü]cher|krimis?|saga|w[aä]lzer|schinken)|livres?|polars?|policiers?)\b",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\b(?:similar|same|like (?:it|that|this)|more of|another|others?|more like|sequel|next in|in that (?:line"
    r"|vein)|[äa]hnlich\w*"
    r"|so etwas|noch (?:so )?ein\w*|semblable|du m[êe]me|un autre)\b",
    re.IGNORECASE,
)
_APOSTROPHES = re.compile(r"['’]")


def without_reactions(text: str) -> str:
    """The text with blanks where it only greets, thanks, praises or agrees; as long as before, so that places hold."""
    letters = list(text)
    opening = _OPENING.match(text)
    at = opening.end() if opening else 0
    letters[:at] = " " * at
    for sentence in _SENTENCE.finditer(text, at):
        words = " ".join(re.findall(r"\w+", _APOSTROPHES.sub("", sentence.group().lower())))
        inner = _OPENING.match(sentence.group())
        if inner and inner.end() < len(sentence.group()):
            letters[sentence.start() : sentence.start() + inner.end()] = " " * inner.end()
            words = " ".join(re.findall(r"\w+", _APOSTROPHES.sub("", sentence.group()[inner.end() :].lower())))
        if not words or (_REACTING.search(words) and not _DENIED.search(words)):
            letters[sentence.start() : sentence.end()] = " " * (sentence.end() - sentence.start())
    return "".join(letters)


def without_finished(text: str) -> str:
    """The text with blanks where it tells what was read last, of which there is to be no more: "just finished a huge
    family saga and need something short"."""
    found = _BEHIND_ME.search(text)
    rest = f"{text[: found.start()]} {text[found.end() :]}" if found is not None else ""
    if found is None or _WORK.search(found.group()) is None or _ON.search(rest) or len(rest.split()) < _FEWEST:
        return text
    return f"{text[: found.start()]}{' ' * (found.end() - found.start())}{text[found.end() :]}"


def without_idioms(text: str) -> str:
    """The text with blanks over phrases whose words mean something else alone: "I'd love jazz" asks for no romance."""
    return _IDIOMS.sub(lambda match: " " * len(match.group()), text)
