"""How much a word of a request tells of what is looked for.

How rare a word is on the shelf does not tell it: “book”, “read” and “remember” are rare in descriptions and stand in
nearly every request. The two lists were written by hand with the commonest words of public requests in view, and the
two numbers were chosen on those requests.
"""

from collections.abc import Sequence

import numpy as np

from assistant.recommend.text.text_features import Floats, content_words

_ASKING = """
    advance ago amazon answer appreciate ask assume author basically believe book
    bookstore borrow bought buy century certain chapter class clear clue college copy cover decade definitely describe
    description detail early edition elementary eventually exact exactly faint find forget forgot forgotten found fuzzy
    goodreads google grade guess hazy help hint honestly hunt identify imagine info information late later library
    locate look memory mention month name new newer novel old older page possibly post potentially publication publish
    question read reader recall recent recently recollect reddit school search seek shelf solve specific specifically
    spoiler teacher title university vague vaguely writer year
"""
_ANY_STORY = """
    adult another become begin beginning big bit boy brother call character child childhood children come day dad
    different either end ending enjoy family father favorite favourite feel felt female few fiction first friend genre
    girl go guy happen hate hero heroine high home house idea interesting keep kept kid kill lady last leave left life
    little live long lot love main male man meet men met middle mom mother narrator need next night parent part people
    person picture place play plot point protagonist ran reason run same scene second seem series set short show similar
    sister small start story strange stuff tale talk teen teenager tell third time told tried try turn type way week
    weird went whole woman women word world ya young younger
"""
_OF_ASKING = 0.2
_OF_ANY_STORY = 0.5
_WEIGHTS = {word: _OF_ANY_STORY for word in content_words(_ANY_STORY)} | {
    word: _OF_ASKING for word in content_words(_ASKING)
}


def telling(terms: Sequence[str]) -> Floats:
    """The weight of each term, (terms,): 1, or less where it frames the request or fits most stories."""
    return np.asarray([_WEIGHTS.get(term, 1.0) for term in terms], np.float32)
