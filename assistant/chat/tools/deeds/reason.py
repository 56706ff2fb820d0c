"""What a message gives as its reason: “I loved it because it is so quiet”."""

import re

_CUE = re.compile(
    r"\b(?:because(?: of)?|since|for (?=its |their |the way |how )|weil|denn|wegen|parce qu(?:e |['’])|car"
    r"|à cause d(?:e |['’]))\s*(?P<reason>[^.!?\n]+)",
    re.IGNORECASE,
)
_LONGEST = 300


def reason_in(text: str) -> str:
    """The words after “because” and its like, to the end of the sentence; empty where no reason is given."""
    found = _CUE.search(text)
    return found["reason"].strip(" ,;:–—-")[:_LONGEST] if found else ""
