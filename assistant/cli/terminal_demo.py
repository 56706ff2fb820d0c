"""Where there is no display: the main job in the terminal, on the sample library."""

from assistant.app.app import App
from assistant.cli.apart import apart
from assistant.cli.output import Output, card, printable
from assistant.messages import tr, trn
from assistant.settings.paths import Paths

PICKS = 3
QUESTION = "What should I read on a rainy evening?"  # no words
"""In English, which the conversation reads."""


def tour(paths: Paths) -> int:
    """Index the sample library, print three picks with their reasons, and answer one question."""
    output = Output()
    with apart():
        return _shown(paths, output)


def _shown(paths: Paths, output: Output) -> int:
    from assistant.demo import prepare

    app = App.open(paths)
    try:
        prepare(app, paths.home / "library", output.progress)
        output.progress_done()
        count = len(app.library.items())
        held = trn("The sample library has {n} item.", "The sample library has {n} items.", count)
        picked = tr("Picked for you:")
        print(f"\n{held} {picked}\n")
        for place, pick in enumerate(app.recommendations.recommend(app.recommendations.request(n=PICKS)), 1):
            print(printable(f"{place}. {card(pick.item)}\n   {output.reason(pick)}\n"))
        print(f"> {QUESTION}")
        turn = app.chat.ask(QUESTION, conversation="tour", on_text=output.stream)
        output.stream_done(turn)
        for item_id in turn.cards:
            print(printable(f"  • {card(app.library.item(item_id))}"))
        print()
        print(tr("Your own library: alcove index FOLDER, then alcove recommend. All commands: alcove --help"))
    finally:
        app.close()
    return 0
