"""The survey, the conversation and the messages as they are shipped, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from reception.paths import resources_directory
from reception.rules.conversation import ConversationScript, read_conversation
from reception.rules.surveys import SurveyBook, read_surveys
from reception.rules.themes import ThemeWords, read_themes
from reception.values.localized_text import LocalizedText


def _text(name: str) -> str:
    return (resources_directory() / "starter" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def survey_book() -> SurveyBook:
    """Every question of the survey."""
    return read_surveys(_text("surveys.toml"))


@lru_cache(maxsize=1)
def conversation_script() -> ConversationScript:
    """The steps of the personal conversation."""
    return read_conversation(_text("conversation.toml"))


@lru_cache(maxsize=1)
def starter_themes() -> tuple[ThemeWords, ...]:
    """The themes a clinic begins with."""
    return read_themes(_text("themes.toml"))


@lru_cache(maxsize=1)
def messages() -> dict[str, LocalizedText]:
    """The words of reminders, greetings and calls, as patterns."""
    tree = tomllib.loads(_text("messages.toml"))
    found = {name: LocalizedText.of(row) for name, row in tree.items()}
    return {**found, "survey": survey_book().intro}
