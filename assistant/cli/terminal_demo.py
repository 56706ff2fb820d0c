"""Where there is no display: the main job in the terminal, on the sample library."""

from assistant.app import Assistant
from assistant.cli.output import Output, card, printable
from assistant.security.network_lock import lock_network
from assistant.settings.paths import Paths

PICKS = 3
QUESTION = "What should I read on a rainy evening?"


def tour(paths: Paths) -> int:
    """Index the sample library, print three picks with their reasons, and answer one question."""
    from assistant.demo import prepare

    output = Output()
    lock_network()
    assistant = Assistant.open(paths)
    try:
        prepare(assistant, paths.home / "library", output.progress)
        output.progress_done()
        print(f"\nThe sample library has {len(assistant.items())} items. Picked for you:\n")
        for place, pick in enumerate(assistant.recommend(assistant.request(n=PICKS)), 1):
            print(printable(f"{place}. {card(pick.item)}\n   {output.reason(pick)}\n"))
        print(f"> {QUESTION}")
        turn = assistant.chat(QUESTION, conversation="tour", on_text=output.stream)
        output.stream_done(turn)
        for item_id in turn.cards:
            print(printable(f"  • {card(assistant.item(item_id))}"))
        print("\nYour own library: alcove index FOLDER, then alcove recommend. All commands: alcove --help")
    finally:
        assistant.close()
    return 0
