"""Of which kind of work a sentence about taste speaks, where it does not name the kind: novels have narrators, and
music has tempo."""

import re
from collections import Counter

from assistant.domain.entities import Kind
from assistant.language.facet_parser import kind_of
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TELLTALE = {
    Kind.BOOK: _words("""
        narrator narrators plot plots protagonist protagonists heroine heroines hero heroes character characters
        prose page pages chapter chapters story stories tale tales saga sagas thriller thrillers whodunit whodunits
        mystery mysteries poem poems poetry poet poets translation translations trilogy novella novellas memoir
        memoirs biography biographies autobiography diary diaries cookbook cookbooks paperback paperbacks hardback
        hardbacks fiction romance romances fantasy crime detective detectives villain villains vampires dialogue
        history histories historical selfhelp pageturner pageturners dragons wizards magic spies murder murders sleuth
        sleuths gore westerns satire satires fable fables myth myths legends classics villains translated translator
        wizard bookshops chaptered readable unputdownable
        cliffhanger cliffhangers novelist novelists bestseller bestsellers dystopia dystopias dystopian suspense
        whodunnit whodunnits noir prologue prologues epilogue epilogues prequel prequels sequel sequels flashback
        flashbacks viewpoint twists subplot subplots antihero spoilers epistolary doorstoppers authors
        writer writers storyteller storytellers magical romanzen erzahler erzahlerin hauptfigur hauptfiguren ende
        handlung schriftsteller narrateur narrateurs heros heroines intrigue intrigues personnages romancier
        fin fins dialogues
        footnotes ending endings audiobook audiobooks comics literature literary essayist horror buch bucher buchern
        roman romane romanen krimi krimis horbuch horbucher erzahlung erzahlungen geschichte geschichten gedicht
        gedichte lyrik autor autoren biografie biografien liebesroman liebesromane sachbuch sachbucher lesen lese
        seiten kapitel thriller livre livres polar polars recit recits nouvelles poesie poeme poemes lire lis
        bouquin bouquins auteur auteurs pages histoires conte contes libro libros novela novelas cuento cuentos
        poesia leer leo paginas libri romanzo romanzi giallo gialli racconti leggere leggo pagine
    """),
    Kind.MUSIC: _words("""
        piano pianos violin violins cello guitar guitars trumpet trumpets saxophone sax harpsichord harpsichords
        organ organs accordion accordions flute flutes drum drums drumming bass strings choir choirs choral
        orchestra orchestral symphony symphonies quartet quartets trio sonata sonatas concerto concertos opera
        operas aria arias waltz waltzes fugue fugues jazz blues rock pop punk metal techno folk country reggae hip
        rap soul funk disco swing ballads ballad vocals vocal singing sung singer singers beat beats tempo melody
        melodies bagpipes banjo synth synths synthesizers chorus choruses tenor tenors soprano sopranos conductor
        baroque musik lied lieder stuck stucke oper opern orgel klavier geige geigen schlager gesang sanger chor
        chore melodie hore horen musique chanson chansons morceau morceaux orgue violon violons chant chanteur
        chanteuse ecouter ecoute musica cancion canciones escuchar guitarra canzone canzoni ascolto ascoltare
        violino cantante saxophones accordion accordeon accordeons trumpets flutes basses clarinet clarinets oboe oboes
        bassoon harp harps ukulele mandolin brass woodwind percussion kazoo banjos organists pianists violinists solo
        solos recording recordings remixes covers concert concerts gig gigs musical musicals lyrics riff riffs bassline
        basslines instrumentals acappella cappella autotune falsetto choral hymn hymns carol carols anthem anthems
        lullaby lullabies nocturne nocturnes prelude preludes etude etudes requiem mass masses cantata cantatas madrigal
        madrigals motet motets bebop ska ambient electronica edm trance dub grunge indie shoegaze gospel flamenco fado
        tango tangos bossa samba klezmer bluegrass soundtrack soundtracks trompete trompeten posaune geigen schlagzeug
        harfe floten flote akkordeon bass saxofon chore gitarre gitarren klavierstucke aufnahmen konzert konzerte
        sinfonie sinfonien trompette trompettes guitare guitares batterie flutes harpe cuivres cordes choeur choeurs
        concerts symphonie symphonies operas tambour tambours
    """),
    Kind.DOCUMENT: _words("""
        papers articles reports manuals invoices memos pdfs aufsatze artikel berichte rapports documents
    """),
}  # no words


_ELIDED = re.compile(r"\b(?:[ldjnsmtc]|qu)['’](?=\w)", re.IGNORECASE)
_READING = re.compile(r"\b(?:read|reading|lese|lesen|lis|lire|leo|leer|leggo|leggere)\b", re.IGNORECASE)
_COMPOUND = {
    Kind.MUSIC: re.compile(
        r"\w{3,}(?:musik|lieder|lied|konzerte?|sonaten?|sinfonien?|opern?|stucke?|orchester|chore)$"
    ),
    Kind.BOOK: re.compile(
        r"\w{3,}(?:romane?n?|bucher|buchern|buch|krimis?|geschichten?|gedichte?|erzahlungen|erzahlung|biografien?)$"
    ),
}  # no words


def kind_told(text: str) -> Kind | None:
    """The kind that a sentence names, else the one that most of its words tell of; None where that is not clear. "In
    books but not in songs" speaks of books."""
    wanted = split_negations(text)[0]
    return (_kind(wanted) if wanted.strip() else None) or _kind(text)


def _kind(text: str) -> Kind | None:
    text = _ELIDED.sub("", text)
    if set(fold(text).split()) & vocabulary().languages.keys():
        # "I read French and Dutch" speaks of all that is read.
        text = _READING.sub(" ", text)
    named = kind_of(text)
    words = set(fold(text).split())
    counts = Counter({kind: len(words & telltale) for kind, telltale in _TELLTALE.items()})
    for kind, ending in _COMPOUND.items():
        counts[kind] += sum(ending.match(word) is not None for word in words - _TELLTALE[kind])
    (best, most), (_, second) = counts.most_common(2)
    if named is not None and (counts[named] or not most or named is best):
        return named
    return best if most > second else named
