"""What is said of a work where no reason is told: by its own description, else by the guide, which is named."""

from assistant.domain.entities import Item
from assistant.messages import tr


def blurb(item: Item) -> str:
    """Empty where neither says anything."""
    return item.description or (tr("Alcove’s guide · {words}", words=item.guide) if item.guide else "")
