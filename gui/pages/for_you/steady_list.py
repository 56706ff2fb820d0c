"""A list that holds still while somebody judges it: no card moves under the pointer."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.domain.entities import Recommendation


def settled(shown: Sequence[Recommendation], picks: Sequence[Recommendation]) -> list[Recommendation]:
    """The picks, those that are shown already in the places where they are, the others around them in their order."""
    new = {pick.item.id: pick for pick in picks}
    stays = {place: new.pop(one.item.id) for place, one in enumerate(shown[: len(picks)]) if one.item.id in new}
    waiting = iter(new.values())
    return [stays[place] if place in stays else next(waiting) for place in range(len(picks))]


def in_place(
    shown: Sequence[Recommendation], picks: Sequence[Recommendation], gone: Collection[str]
) -> list[Recommendation]:
    """The picks in the places where they are shown, with the words that they were shown with and what these rest on.

    What has `gone` (ids) leaves its place to the best pick that was not shown yet; where there is none, the list gets
    shorter. Where fewer were shown than were picked, the best of the others follow; the rest wait for the next list.
    """
    fresh = {pick.item.id: pick.item for pick in picks}
    seen = {pick.item.id for pick in shown}
    waiting = [pick for pick in picks if pick.item.id not in seen and pick.item.id not in gone]
    found: list[Recommendation] = []
    for before in shown:
        if before.item.id not in gone:
            found.append(replace(before, item=fresh.get(before.item.id, before.item)))
        elif waiting:
            found.append(waiting.pop(0))
    return found + waiting[: max(0, len(picks) - len(found))]
