"""The topics of answers as they are shipped, read once."""

from __future__ import annotations

from functools import lru_cache

from reception.paths import resources_directory
from reception.rules.answers import Topic, read_topics


@lru_cache(maxsize=1)
def answer_topics() -> tuple[Topic, ...]:
    """Every topic, in the order patients ask."""
    path = resources_directory() / "starter" / "answers.toml"
    return read_topics(path.read_text(encoding="utf-8"))
