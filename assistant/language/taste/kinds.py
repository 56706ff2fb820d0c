"""Of which kind of work a sentence about taste speaks, where it does not name the kind: novels have narrators, and
music has tempo."""

from collections import Counter

from assistant.domain.entities import Kind
from assistant.language.facet_parser import kind_of
from assistant.language.normalise import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TELLTALE = {
    Kind.BOOK: _words("""
        narrator narrators plot plots protagonist protagonists heroine heroines hero heroes character characters
        prose page pages chapter chapters story stories tale tales saga sagas thriller thrillers whodunit whodunits
        mystery mysteries poem poems poetry poet poets translation translations trilogy novella novellas memoir
        memoirs biography biographies autobiography diary diaries cookbook cookbooks paperback paperbacks hardback
        hardbacks fiction romance romances fantasy crime detective detectives villain villains vampires dialogue
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
        violino cantante
    """),
    Kind.DOCUMENT: _words("""
        papers articles reports manuals invoices minutes memos pdfs aufsatze artikel berichte rapports documents
    """),
}  # no words


def kind_told(text: str) -> Kind | None:
    """The kind that a sentence names, else the one that most of its words tell of; None where that is not clear."""
    named = kind_of(text)
    words = set(fold(text).split())
    counts = Counter({kind: len(words & telltale) for kind, telltale in _TELLTALE.items()})
    (best, most), (_, second) = counts.most_common(2)
    if named is not None and (counts[named] or not most or named is best):
        return named
    return best if most > second else named
