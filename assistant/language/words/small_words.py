"""The words that a wish is wrapped in, in languages beside English: they ask for nothing by themselves. Folded."""

from assistant.language.foreign import language_of
from assistant.language.normalise import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = {
    "de": _words("""
        der die das den dem des ein eine einen einem einer eines und oder aber auch nur noch mal doch schon so wie was
        wer wo wann warum welche welcher welches ich du er sie es wir ihr mich mir dich dir uns euch ihn ihm ihnen mein
        meine meinen meinem meiner dein deine sein seine unser unsere ist sind war bin bist hat habe hab haben hatte
        hatte gibt gib geben kann kannst konnte konntest konnten mochte mochtest will willst soll sollte sollen darf
        mag magst muss brauche brauchst suche such suchst wunsche hatte gern gerne lieber eher bitte danke etwas was
        irgendwas irgendetwas nichts mehr weniger viel viele wenig ganz sehr bisschen ein paar zu zum zur im am an auf
        in ins bei beim mit von vom fur uber unter aus um nach vor dann dazu dabei davon dafur daruber heute abend
        morgen jetzt gerade einfach nun also denn ja nein nicht kein keine keinen ohne anderes andere anderen anderer
        ander ahnliches ahnlich nochmal stattdessen statt zeig zeige nenn empfiehl empfehle empfehlen vorschlag
        vorschlage vorschlagen hast finde find such spiel spiele leg mach mache machen gut gute gutes guten schones
        schone schon tolles mal eben vielleicht ungefahr moglichst genau sondern wenn dass weil als bis da hier dort
        lesen lese liest horen hore anhoren vorlesen lust zeit man jemand mir's ware wars gehts
    """),
    "fr": _words("""
        le la les l un une des du de d et ou mais aussi encore deja juste seulement plus moins tres trop peu pas ne n
        que qu qui quoi quel quelle quels quelles comment ou quand pourquoi je j tu il elle on nous vous ils elles me m
        te t se s moi toi lui leur mon ma mes ton ta tes son sa ses notre nos votre vos ce c cet cette ces ca cela est
        es suis sont etait ai as a avez avons ont avoir etre fait faire faites peux peut pouvez pourrais pourrait
        voudrais voudrait veux veut aimerais aimerait cherche cherchez envie besoin faut donne donnez trouve trouvez
        montre montrez propose proposez conseille conseillez recommande recommandez merci svp plait quelque quelques
        chose choses autre autres pareil semblable genre sorte truc trucs pour par avec sans dans sur sous en au aux
        vers chez entre alors donc plutot maintenant ici la-bas bien bon bonne beau belle si oui non ni y ait soit soir
        ce-soir aujourd hui demain lire lis lecture ecouter ecoute entendre mettre mets mettez passe jouer temps
    """),
    "es": _words("""
        el la los las un una unos unas lo al del de y o u pero tambien mas menos muy poco mucho que quien cual cuales
        como donde cuando por para con sin en sobre entre desde hasta yo tu el ella nosotros me te se nos mi mis tu tus
        su sus este esta estos estas ese esa eso esto es son soy estoy esta era hay he has ha tengo tienes tiene puedo
        puedes podrias quiero quieres quisiera querria gustaria busco busca necesito dame da pon ponme recomienda
        recomiendame algo alguna alguno algun otro otra otros cosa cosas favor gracias no si ya ahora hoy noche leer
        escuchar oir bueno buena mejor mas bien entonces solo
    """),
    "it": _words("""
        il lo la i gli le un uno una di del della dei delle da dal dalla in nel nella con su per tra fra e o ma anche
        piu meno molto poco che chi cosa come dove quando perche io tu lui lei noi mi ti si ci mio mia miei tuo sua suo
        questo questa questi quello quella e sono sei era ho hai ha abbiamo posso puoi potresti voglio vorrei cerco
        cerca dammi metti mettimi consigliami consiglia qualcosa qualche altro altra altri cose favore grazie non si
        no gia ora adesso oggi stasera leggere ascoltare sentire buono buona bello bella meglio invece allora solo
    """),
    "nl": _words("""
        de het een en of maar ook nog al maar wat wie waar hoe wanneer welke ik jij je hij zij we wij mij me jou mijn
        jouw zijn haar ons onze dit dat deze die is ben bent was heb hebt heeft hebben kan kun kunt mag wil wilt zou
        zoek geef graag liever iets niets meer minder veel weinig heel erg beetje te in op aan bij met van voor over
        onder uit om naar dan toe nu vandaag vanavond niet geen zonder ander andere anders lezen luisteren horen
        alstublieft echt moet moeten huis
    """),
    "pt": _words("""
        o a os as um uma uns umas de do da dos das em no na nos nas por para com sem sobre e ou mas tambem mais menos
        muito pouco que quem qual como onde quando porque eu tu ele ela nos voce me te se meu minha meus minhas seu sua
        este esta isto esse essa isso e sao sou estou era ha tenho tens tem posso podes pode podia quero queria gostava
        gostaria procuro preciso da dame poe recomenda algo alguma algum outro outra outros coisa coisas favor obrigado
        obrigada nao sim ja agora hoje noite ler ouvir escutar bom boa melhor entao so
    """),
    "pl": _words("""
        w we z ze na do po od za o u i a nie sie to ten ta te tego tej tym jest sa byc bylo bedzie moze mozesz czy jak
        jaki jaka jakie co kto gdzie kiedy ktory ktora ktore dlaczego mam masz ma mi mnie mna mu jej jego im nas nam
        moj moja moje mojej twoj dla bez ale lub albo tylko juz jeszcze bardzo troche cos czegos nic przy zeby aby
        chce chcialbym chcialabym chcialoby szukam potrzebuje polec polecasz znajdz daj pokaz zaproponuj wlacz pusc
        zagraj poprosze prosze dziekuje dzieki czesc teraz dzis dzisiaj wieczor wieczorem jutro inny inna inne innego
        podobny podobne podobnego lepiej raczej dobry dobra dobre dobrego fajny fajne fajnego ladne czytac poczytac
        przeczytac czytania posluchac sluchac sluchania lubie wole prosba
    """),
    "sv": _words("""
        och att det som en ett den de ar var vara jag du han hon vi ni mig dig honom henne oss er min mitt mina din i pa
        av till for fran om med utan under over efter innan har hade ha kan kunde vill ville ska skulle far finns ge
        visa hitta leta rekommendera foresla satt spela vad vem hur nar var varfor vilken vilket vilka nagot nagon
        nagra nagonting annat annan andra liknande inte ingen inget inga men eller ocksa bara mycket mer mindre lite
        ganska riktigt garna helst hellre nu ikvall idag imorgon kvall lasa lyssna hora behover soker tack snalla bra
        god fin fint ja nej sa igen samma slags sorts
    """),
}  # fmt: skip


def small_words(text: str) -> frozenset[str]:
    """Those of the language that a text is in; none for English and for what no list is of. A few words that are all
    small in one language are of it."""
    language = language_of(text)
    if language:
        return _SMALL.get(language, frozenset())
    said = frozenset(fold(text).split())
    return next((small for small in _SMALL.values() if said and said <= small), frozenset())
