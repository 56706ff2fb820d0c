"""The words of the terminal for what JSON says in codes."""

from assistant.messages import mark, tr

_WORDS = {
    "book": mark("book"),
    "music": mark("music"),
    "document": mark("document"),
    "album": mark("album"),
    "list": mark("list"),
    "playlist": mark("playlist"),
    "reading plan": mark("reading plan"),
    "bundle": mark("bundle"),
    "radio": mark("radio"),
    "reading path": mark("reading path"),
    "shelf": mark("living shelf"),
    "written": mark("written"),
    "confirmed": mark("confirmed"),
    "inferred": mark("inferred"),
    "scanning": mark("scanning"),
    "reading": mark("reading"),
    "items": mark("items"),
    "passages": mark("passages"),
    "sound": mark("sound"),
    "scans": mark("scanned pages"),
    "cards": mark("item cards"),
    "world": mark("languages"),
    "importing": mark("importing"),
    "judging": mark("judging"),
    "simulating": mark("trying out"),
    "absent": mark("absent"),
    "missing": mark("missing"),
    "locked": mark("locked"),
    "open": mark("open"),
    "plain": mark("not encrypted"),
    "changed": mark("changed"),
    "damaged": mark("damaged"),
    "unusable": mark("unusable"),
    "unknown": mark("unknown"),
    "passphrase": mark("passphrase"),
    "recovery code": mark("recovery code"),
    "keyring": mark("keyring"),
    "note": mark("note"),
    "highlight": mark("underlined"),
    "review": mark("review"),
}


def spoken(code: object) -> str:
    """A code in the language of the person; what has no words here, a name or a version, as it stands."""
    word = str(code)
    return tr(_WORDS[word]) if word in _WORDS else word
