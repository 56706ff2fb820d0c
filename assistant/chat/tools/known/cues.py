"""How people ask for what there is, what they did, and what is believed of them; for folded text."""

import re

STATUS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (status, re.compile(pattern))
    for status, pattern in (
        (
            "unread",
            r"\b(?:unread|unheard|unopened|untouched|not (?:yet )?(?:read|heard|opened|listened|finished|played)"
            r"|(?:havent|have not|never|not|nt) (?:yet )?(?:read|heard|opened|listened|finished|played|touched)"
            r"|left to (?:read|hear)|still to (?:read|hear)|ungelesen\w*|ungehort\w*|(?:noch )?(?:nicht|nie) gelesen"
            r"|(?:pas|jamais) (?:encore )?(?:lus?|ecoutes?))\b",
        ),
        ("aside", r"\b(?:aside|abandon\w*|g[ai]ve up|given up|dropped|dnf|beiseite\w*|abgebrochen|abandonnes?)\b"),
        ("reading", r"\b(?:am i (?:currently )?(?:reading|in the middle)|(?:currently|still) reading|lese ich)\b"),
        ("liked", r"\b(?:liked?|loved?|favou?rites?|stars?|rated|gemocht|geliebt|gefallen|aimes?|preferes?)\b"),
        ("disliked", r"\b(?:disliked?|hated?|not lik\w+)\b"),
        (
            "finished",
            r"\b(?:finish\w*|complet\w*|(?:did|have|had|ive) (?:i )?(?:\w+ )?(?:read|heard|listened|played)"
            r"|i (?:\w+ )?(?:read|heard|listened|played)|read (?:this|last|in|since|so far)"
            r"|gelesen|gehort|fertig|durch\w*gelesen|lus?|termines?|finis?|ecoutes?)\b",
        ),
    )
)  # fmt: skip
ORDERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (order, re.compile(pattern))
    for order, pattern in (
        ("recent", r"\b(?:last added|recently added|added|newest in|new in|came in|come in|whats new|reingetan)\b"),
        ("newest", r"\b(?:newest|latest|most recent|neue?ste\w*|plus recent\w*)\b"),
        ("oldest", r"\b(?:oldest|earliest|alteste\w*|plus (?:vieux|ancien\w*|vieille))\b"),
        ("shortest", r"\b(?:shortest|briefest|thinnest|kurzeste\w*|plus courte?)\b"),
        ("longest", r"\b(?:longest|thickest|biggest|langste\w*|dickste\w*|plus (?:longue?|gros))\b"),
    )
)
HOURS = re.compile(r"\b(?:how many|how much|wie ?viele?|combien d) ?(?:hours?|minutes?|time|stunden|minuten|heures?)\b")
WHO = re.compile(r"\b(?:who|which (?:author|writer|composer|artist|band|musician)|wer|welche\w* (?:autor|komponist)\w*"
                  r"|quel\w* (?:auteur|compositeur))\b.*\b(?:most|meisten|plus)\b")  # fmt: skip
OF_ME = (
    r"\bwhat (?:else )?do (?:you|u) (?:know|think|believe|have) (?:about|of|on) me\b"
    r"|\bwas weisst du (?:uber|von) mi(?:ch|r)\b"
    r"|\bque sais tu de moi\b|\bque savez vous (?:de|sur) moi\b"
)
