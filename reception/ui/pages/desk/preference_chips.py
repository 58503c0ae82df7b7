"""Preferences and privacy as words with icons, and in one line what to ask at this visit."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.queries.preferences import Preferences
from reception.rules.data_quality import WEIGHTS, Quality
from reception.ui.i18n import _, say
from reception.ui.kit.chip import Chip
from reception.ui.theme import Status
from reception.values.choices import Background
from reception.values.labels import background_label

_BACKGROUND_ICONS = {Background.FILM: "play", Background.MUSIC: "star", Background.SILENCE: "quiet"}


def preference_chips(shown: Preferences) -> list[QWidget]:
    """What to mind before the first word; privacy first, comfort after."""
    marks = (
        (shown.no_surname, _("not by surname"), Status.WARN, "eye_off"),
        (shown.hard_of_hearing, _("hard of hearing"), Status.INFO, "info"),
        (shown.written_prompt, _("in writing"), Status.INFO, "note"),
        (shown.poor_sight, _("poor sight"), Status.INFO, "eye"),
        (shown.large_print, _("large print"), Status.INFO, "text_size"),
        (shown.prefers_silence, _("prefers silence"), Status.INFO, "quiet"),
        (shown.refuses_data, _("gives no data"), Status.NEUTRAL, "lock"),
    )
    found: list[QWidget] = [Chip(word, status, icon=icon) for on, word, status, icon in marks if on]
    if shown.background is not None and not (
        shown.prefers_silence and shown.background is Background.SILENCE
    ):
        icon = _BACKGROUND_ICONS[shown.background]
        found.append(Chip(say(background_label(shown.background)), Status.NEUTRAL, icon=icon))
    if shown.drink:
        found.append(Chip(shown.drink, Status.NEUTRAL, icon="coffee"))
    return found


def quality_line(quality: Quality) -> str:
    """What to ask, in one line; empty where nothing is to be asked."""
    if not quality.ask:
        return ""
    asked = "; ".join(say(WEIGHTS[detail].ask) for detail in quality.ask)
    return _("Record {score} %: {asked}", score=str(quality.score), asked=asked)
