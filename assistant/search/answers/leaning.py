"""Whether a sentence says too little without the one before it: “Turn it to the left”, “Decision: the second”."""

import re

_THEY = (  # no words
    r"(?:[Ii]t|[Ii]ts|[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Tt]hey|[Tt]heirs?|[Tt]hese|[Tt]hose|[Tt]his|[Tt]hat|[Ee]s|[Ee]r|[Dd]iese[rsnm]?"
    r"|[Ii]hr[en]?|[Ee]lles?|[Ii]ls|[Cc]ela|[Cc]elle-ci|[Cc]elui-ci|[Ee]ll[oa]s?|[Ee]ss[oaei])\b"
)
_OPENS = re.compile(
    rf"^(?:(?:And|But|So|Then|Also|Und|Aber|Dann|Et|Mais|Puis|Y|Pero|E|Ma) )?{_THEY}"
    rf"|^(?:When|If|After|Before|As|While|Because|Although|Until|Once|Wenn|Als|Nachdem|Bevor|Weil|Quand|Si) {_THEY}"
)
_HANDLES = re.compile(r"^(?:Then |And |Now )?[A-Z][a-z]+ (?:it|them)\b")
"""“Put them in” tells somebody to do something with what was named before."""
_ONE_OF_THEM = re.compile(
    r"\bthe (?:first|second|third|fourth|latter|former|last|same|other|cheapest|dearest)(?: one)?(?=[,.;:]|$)"
    r"|\b(?:der|die|das|den) (?:erste|zweite|dritte|letzte|andere)n?(?=[,.;:]|$)"
    r"|\b(?:le|la) (?:premi[eè]re?|deuxi[eè]me|seconde?|dernier|derni[eè]re)(?=[,.;:]|$)"
)
_UNDER_A_WORD = re.compile(r"^[A-ZÀ-Þ][^\W\d_]+: \S")


def leans_back(sentence: str) -> bool:
    """Whether it begins with a pronoun, handles one, means one of several, or is a remark under a single word."""
    return any(found.search(sentence) for found in (_OPENS, _HANDLES, _ONE_OF_THEM, _UNDER_A_WORD))
