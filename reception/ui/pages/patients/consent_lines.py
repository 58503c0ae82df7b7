"""A consent in one line: since when, how, before whom, on which text."""

from __future__ import annotations

from reception.queries.consents import ConsentLine
from reception.ui.i18n import _, say, screen_translator
from reception.values.choices import ConsentPurpose, ContactChannel
from reception.values.labels import (
    consent_state_label,
    consent_way_label,
    contact_label,
    purpose_label,
)

HASH_SHOWN = 8


def consent_words(line: ConsentLine) -> str:
    """How a standing consent came about."""
    day = screen_translator().day
    parts = [
        "" if line.given_on is None else day(line.given_on),
        say(consent_way_label(line.way)),
        line.recorded_by,
        line.proof,
        text_words(line),
        _("signed by {name}", name=line.signed_by) if line.signed_by else "",
    ]
    return " · ".join(part for part in parts if part)


def text_words(line: ConsentLine) -> str:
    """Version and hash of the text that was agreed to."""
    if not line.text_version:
        return ""
    return _(
        "text {version}, {hash}",
        version=str(line.text_version),
        hash=line.text_hash[:HASH_SHOWN],
    )


def history_words(line: ConsentLine) -> tuple[str, str, str]:
    """A consent of the history: what, its state, and how it began and ended."""
    what = say(purpose_label(line.purpose))
    if line.channel is not ContactChannel.NONE:
        what = f"{what} · {say(contact_label(line.channel))}"
    if line.purpose is ConsentPurpose.DISCLOSURE:
        what = f"{what}: {line.toward}"
    ended = ""
    if line.withdrawn_on is not None:
        way = "" if line.withdrawn_way is None else say(consent_way_label(line.withdrawn_way))
        parts = (screen_translator().day(line.withdrawn_on), way, line.withdrawn_by)
        words = ", ".join(part for part in parts if part)
        ended = _("withdrawn {how}", how=words)
    began = consent_words(line)
    return (
        what,
        say(consent_state_label(line.state)),
        " → ".join(part for part in (began, ended) if part),
    )
