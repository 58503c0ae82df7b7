"""After the prompt: what was answered, the apology where one is due, or why nothing is said."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.queries.person_panel import PersonPanel
from reception.rules.prompt_choice import Silence, SilenceReason
from reception.ui.i18n import _, say
from reception.ui.kit.card import Card
from reception.ui.kit.text import Text
from reception.values.choices import MentionOutcome
from reception.values.labels import outcome_label

APOLOGISED = (MentionOutcome.NEVER_HEARD, MentionOutcome.NOT_REMEMBERED)


class SaidCard(Card):
    """One quiet line, or the apology in large type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, kind="sunken", padding=12, gap=4)
        self.line = Text("", "muted", wrap=True, parent=self)
        self.phrase = Text("", "large", wrap=True, parent=self)
        self.add(self.line).add(self.phrase)

    def show_panel(self, panel: PersonPanel) -> None:
        """Show what stands instead of a prompt; hidden where there is nothing to say of it."""
        visit = panel.visit
        words, phrase = "", ""
        if visit is not None and visit.outcome is not None:
            words = _answered(visit.outcome, visit.told_by)
            if visit.outcome in APOLOGISED and panel.apology is not None:
                phrase = panel.apology.text
        elif isinstance(panel.prompt, Silence):
            words = _silent(panel.prompt)
            asked = panel.prompt.if_asked
            phrase = "" if asked is None else asked.text
        self.line.setText(words)
        self.phrase.setText(_("“{text}”", text=phrase) if phrase else "")
        self.phrase.setVisible(bool(phrase))
        self.setVisible(bool(words))


def _answered(outcome: MentionOutcome, told_by: str) -> str:
    answer = say(outcome_label(outcome))
    if outcome is MentionOutcome.NOT_REMEMBERED:
        return _("Does not remember being told. Do not argue, say now:")
    if outcome is MentionOutcome.NEVER_HEARD:
        return _("Had never heard of it. Say now:")
    return _("Answered: {answer} · {name}", answer=answer, name=told_by)


def _silent(silence: Silence) -> str:
    words = {
        SilenceReason.EMERGENCY: _("Emergency: nothing about the card today."),
        SilenceReason.ANSWERED: _("The family has answered today."),
        SilenceReason.PREFERS_SILENCE: _("Prefers silence."),
        SilenceReason.NOTHING_TO_SAY: "",
        SilenceReason.NO_LISTENER: _("No adult to tell is known."),
        SilenceReason.MEMBER: "",
        SilenceReason.TOLD_RECENTLY: _("Told recently: say nothing unless asked."),
        SilenceReason.DECLINED: _("Declined: the card is not mentioned."),
        SilenceReason.DO_NOT_MENTION: _("Asked not to be told about the card."),
        SilenceReason.INSURED: _("The insurer pays: not told today."),
        SilenceReason.NO_DATA: _("Gives no data: nothing about the card."),
        SilenceReason.HOUSEHOLD_TODAY: _("Somebody of the family is told today."),
        SilenceReason.MINOR_ALONE: _(
            "A minor alone: nothing about the card; hand a sheet for the parents (F9)."
        ),
    }[silence.reason]
    if silence.until is None or not words:
        return words
    until = _("Until {day}.", day=silence.until)
    return f"{words} {until}"
