"""Whether a text is in another language than English, by its small words; no model is asked."""

import math
import re
from functools import cache, lru_cache
from importlib import import_module
from io import BytesIO
from types import ModuleType, SimpleNamespace
from typing import Any

from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary
from assistant.language.words.stop_words import FOREIGN, STOP_WORDS

_GRAVE = re.compile(r"\bà\b", re.IGNORECASE)
"""French "à", which is no "a" of English, Spanish or Italian."""
_LEAST = 3
_FEWEST, _READ, _ALMOST_ONE = 3, 600, 1.05


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def is_foreign_wish(text: str) -> bool:
    """Whether what is sought is worded in another language: a single small word of it tells, unless English outweighs.

    Of 525 queries in five languages 511 are found so, of 2,086 English requests and their sentences none.
    """
    words = fold(text).split()
    other = sum(word in FOREIGN or not word.isascii() for word in words)
    english = sum((word in vocabulary().plain or word in STOP_WORDS) and word not in FOREIGN for word in words)
    return 0 < other >= english


def without_small_words(text: str) -> str:
    """A query without the small words of other languages, which are in every text of theirs; as it is where nothing
    else is in it."""
    return " ".join(word for word in text.split() if fold(word).strip() not in FOREIGN) or text


def is_foreign(text: str) -> bool:
    """True if at least three words, and more than of English ones, are small words of another language or no Latin."""
    words = fold(text).split()
    if not words:
        return False
    other = sum(word in FOREIGN or not word.isascii() for word in words)
    english = sum(word in vocabulary().plain and word not in FOREIGN for word in words)
    scripts = sum(not word.isascii() for word in words) * 2 > len(words)
    return scripts or (other >= _LEAST and other > english)


_TONGUES = {
    "en": _words("""
        no hi yo the and is of a an to in my me i im you your what which who how why have has had got do does did
        would could can with without something anything some any for about like not but this that those these it
        from by as only than be are were just very really too more less want need please
        hello hi thanks thank good morning evening show give tell read book books
        music song songs go going off out up down back away still now wont dont cant isnt its is after again before
        over when if so because make bring keep put feel day night today tonight work home all gone one been being
    """),
    "de": _words("""
        der die das und ist ein eine einen einer dem den des ich du mir mich mein meine was wer wie warum wo wann
        welche welches welcher habe hab hast hat bin bist sind nicht kein keine keinen mit ohne etwas fur uber wie
        aber oder von zum zur im auf bitte hallo guten morgen abend tag danke buch bucher musik lied lieder zeig gib
        sag lesen horen gern gerne mal noch auch schon nur lieber heute kurzer langer alter neuer wer worum geht es
        kannst konnte mag nichts nacht gute schlaf dir dich tschuss wiedersehen erzahl witz gemacht offne liste vorn
    """),
    "fr": _words("""
        le la les et est un une des du de je tu il elle me moi mon ma mes que qui quoi quel quelle quels comment
        pourquoi ou quand avez as ai ne pas sans avec quelque chose pour sur mais cette ce ces plus moins voudrais
        veux bonjour bonsoir salut merci livre livres musique chanson roman lire ecouter plait donne montre dis moi
        aa aussi deja encore quels cest jaime jai quil dun dune rien merci bonne nuit bonsoir revoir raconte blague
        ouvre fais recommence recommencons ete
    """),
    "es": _words("""
        la le un de lo se si o a el los las y es una unos unas del tu me mi que quien como por donde cuando tengo
        tiene no sin con algo para sobre pero esta este quiero busco gracias hola buenos buenas dias libro libros
        musica cancion leer escuchar mas menos muy tambien nada buenas noches adios cuentame chiste haz abre
    """),
    "it": _words("""
        la le un di i a il lo gli e una degli della del io mi mio mia che chi cosa come perche dove quando ho hai
        non senza con qualcosa per su ma questa questo vorrei cerco grazie ciao buongiorno libro libri musica
        canzone leggere ascoltare piu meno anche sono niente buona notte raccontami fammi fanne apri
    """),
    "nl": _words("""
        het een en ik je jij mij me wat wie hoe waarom heb hebben we is van de dat die dan niet geen met zonder iets
        voor over maar ook nog wel weer zo te om bij op na graag mag wil boek boeken muziek liedje liedjes dank
        lezen luisteren alsjeblieft onthoud niets nooit onder
    """),
    "pt": _words("""
        o os um uma eu voce de do da em no na que quem como e nao sem com por para algo nada sobre mas mais menos
        depois quero queria tenho meu minha obrigado obrigada ola livro livros musica cancao ler ouvir
    """),
    "pl": _words("""
        z ze na do po od za nie sie jest sa byc moze czy jak jaki jaka jakie co kto gdzie kiedy ktory ktora
        ktore dlaczego ile mam masz mi mnie mna moj moja moje dla bez ale lub albo tylko juz jeszcze bardzo cos nic
        przy zeby chce chcialbym chcialabym szukam potrzebuje polec poprosze prosze dziekuje dzieki czesc dobry
        dzien wieczor ksiazka ksiazke ksiazki muzyka muzyke muzyki piosenka piosenke posluchac czytac poczytac lubie
        wole tego tym tej mojej moim
    """),
    "sv": _words("""
        och att det som en ett ar jag du han hon vi ni inte med pa av till om har hade kan vill skulle vad vem hur nar
        varfor vilken vilket vilka nagot nagon nagra ingen inget inga utan eller ocksa mycket min mitt mina mig dig hej
        tack snalla god kvall bok bocker boken musik latar lyssna lasa ge beratta finns fran efter bara igen lite
        gillar gillade samma garna behover soker nagonting man
    """),
}
"""Small words of each, folded, and those that people open a message with."""


@lru_cache(maxsize=256)  # a turn asks several times
def language_of(text: str) -> str:
    """The code of the language that a message is written in; empty where nothing tells, "??" in another script.

    By its small words; where they are few, by its letters among the same languages (Lui & Baldwin 2012). Of 3,610
    messages .96 are found in their language, .03 tell none, .005 another; by small words alone .84, .15 and .005.
    """
    words = fold(_GRAVE.sub("aa", text)).split()
    if sum(not word.isascii() for word in words) * 2 > len(words):
        return "??"
    counts = {code: sum(word in small for word in words) for code, small in _TONGUES.items()}
    ranked = sorted(counts.items(), key=lambda one: -one[1])
    (code, most), (_, second) = ranked[0], ranked[1]
    # One small word may be part of a title, and two languages share many.
    if most > second and (most > 1 or most * 2 >= len(words)):
        return code
    told = _by_letters(text) if len(words) >= _FEWEST else ""
    # Letters choose among the languages whose words stand there: an English "a voyage" is no French; and what only
    # English words tell too, "a novel", is in no other.
    if told != "en" and counts.get(told) and all(word in _TONGUES["en"] for word in words if word in _TONGUES[told]):
        return ""
    return told if told == "en" or (told and counts[told] == most) else ""


def is_abroad(text: str) -> bool:
    """Whether a wish is worded in another language, by any of its small words or by what its letters tell."""
    return is_foreign_wish(text) or language_of(text) not in ("", "en")


def load_letters() -> None:
    """Reads what the letters are compared with, which takes long: best before a message waits for it."""
    letters()


@cache
def letters() -> ModuleType:
    """py3langid, ready to be asked."""
    told = import_module("py3langid")
    try:
        told.rank("a")
    except OSError:
        # It unpacks its table into a file; where there is no room for one, in memory.
        unpacking: Any = import_module("py3langid.modelio")
        within = unpacking.tempfile
        unpacking.tempfile = SimpleNamespace(TemporaryFile=_in_memory)
        try:
            told.rank("a")
        finally:
            unpacking.tempfile = within
    return told


def _in_memory(**_: str) -> BytesIO:
    return BytesIO()


def _by_letters(text: str) -> str:
    """Empty where the likeliest language is not much likelier than all others together."""
    ranked = dict(letters().rank(text[:_READ].lower()))
    best = max(_TONGUES, key=lambda code: ranked[code])
    return best if sum(math.exp(ranked[code] - ranked[best]) for code in _TONGUES) < _ALMOST_ONE else ""
