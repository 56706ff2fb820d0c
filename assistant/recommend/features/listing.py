"""Parts that the list itself adds, once the candidates have their scores: see `recommend.slate` and `llm_rerank`."""

from assistant.messages import mark
from assistant.recommend.evidence.works import near_liked
from assistant.recommend.features.registry import Column, Feature, register

register(Feature(mark("Variety in the list"), "list", (Column("variety"),)))
register(Feature(mark("A try at something new"), "question", (Column("exploration"),), find=near_liked))
register(Feature(mark("Its turn in the comparison"), "list", (Column("comparison"),), find=near_liked))
register(Feature(mark("The language model's view"), "chat", (Column("polish"),)))
