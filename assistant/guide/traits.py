"""What a work has beyond moods and themes, by the guide's tags where these tell, else by what the work itself says."""

from assistant.domain.entities import Item
from assistant.guide.tags import tags_told
from assistant.language.taste.traits import Trait


def has_trait(item: Item, trait: Trait) -> bool:
    """Whether an item is known to have it: who wants no novel is spared those that nothing but the guide calls so."""
    told = tags_told(item)
    shown, contrary = bool(trait.tags & told), bool(trait.not_if_tags & told)
    return shown if shown != contrary else trait.shown_by(item)
