"""Every key of the program in one table: where it works and what it does.

The palette, the printed key card and the manual are all checked against it.  No key is a plain
letter: letters differ between the keyboard layouts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reception.translation import Message, msg


class Place(StrEnum):
    """Where a key works; what is of one place, or everywhere, works at once."""

    EVERYWHERE = "everywhere"
    DESK = "desk"
    PROMPT = "prompt"
    FORMS = "forms"
    PREVIEW = "preview"
    PAGES = "pages"


@dataclass(frozen=True)
class KeyUse:
    """A key by its name ("Ctrl+K"; arrows as they are drawn) and what it does."""

    key: str
    does: Message
    place: Place


PLACES: dict[Place, Message] = {
    Place.EVERYWHERE: msg("Everywhere"),
    Place.DESK: msg("At the desk"),
    Place.PROMPT: msg("The prompt, while it is framed"),
    Place.FORMS: msg("Forms of the desk"),
    Place.PREVIEW: msg("Preview of papers"),
    Place.PAGES: msg("Other pages"),
}

# What is on the screen at once: within one of these no key may stand twice.
TOGETHER: tuple[frozenset[Place], ...] = (
    frozenset({Place.EVERYWHERE, Place.DESK, Place.PROMPT, Place.FORMS}),
    frozenset({Place.EVERYWHERE, Place.PREVIEW}),
    frozenset({Place.EVERYWHERE, Place.PAGES}),
)

_EVERYWHERE: tuple[tuple[str, Message], ...] = (
    ("Ctrl+K", msg("Any action by its name: begin to type it")),
    ("F1", msg("Answers about the programme")),
    ("Ctrl+1", msg("The page: desk")),
    ("Ctrl+2", msg("The page: patients")),
    ("Ctrl+3", msg("The page: after the visit")),
    ("Ctrl+4", msg("The page: cards")),
    ("Ctrl+5", msg("The page: programme")),
    ("Ctrl+6", msg("The page: knowledge")),
    ("Ctrl+7", msg("The page: reports")),
    ("Ctrl+8", msg("The page: settings")),
    ("Ctrl+U", msg("Another colleague sits down")),
    ("Ctrl+Z", msg("Undo what the strip at the foot speaks of")),
    ("F12", msg("Hide the screen")),
    ("Esc", msg("One step back, at last to the search box of the desk")),
)
_DESK: tuple[tuple[str, Message], ...] = (
    ("F3", msg("To the search box")),
    ("↑ ↓", msg("Through the persons found; Page Up and Page Down by eight")),
    ("Enter", msg("Open the chosen person; in a form, the next step")),
    ("F4", msg("New patient, after a search")),
    ("Ctrl+H", msg("A call: who calls, an appointment, the balance, the card")),
    ("F2", msg("Greeted")),
    ("F5", msg("Check in")),
    ("F6", msg("Price told before the service")),
    ("F8", msg("Join; for a member, the card")),
    ("F9", msg("Rules sheet in the patient's language")),
    ("F11", msg("Checkout")),
    ("F7", msg("Queue mode: only what is needed")),
    ("F10", msg("An emergency: not a word about the card")),
    ("Ctrl+R", msg("To the room")),
    ("Ctrl+E", msg("What to say while they wait")),
    ("Ctrl+B", msg("An appointment: a new one, or moved")),
    ("Ctrl+W", msg("Another person is here")),
    ("Ctrl+Y", msg("A step of the visit back, with a reason")),
    ("Ctrl+S", msg("A colleague confirms one's own check-in")),
    ("Ctrl+I", msg("Somebody asks about the patient: what may be told")),
    ("Ctrl+P", msg("Print the papers that wait; on the programme page, the rules sheet")),
    ("Ctrl+J", msg("The shift: open, hand over, close")),
    ("Ctrl+PgUp", msg("The day before")),
    ("Ctrl+PgDown", msg("The day after")),
    ("Ctrl+T", msg("Back to today")),
    ("Ctrl+L", msg("The next filter of the list")),
    ("Ctrl+Shift+P", msg("Print the lists of the day, one for each doctor")),
)
_PROMPT: tuple[tuple[str, Message], ...] = (
    ("1", msg("joins")),
    ("2", msg("later: silence for a while")),
    ("3", msg("no: a long silence")),
    ("4", msg("has one")),
    ("5", msg("asks, I find out: type the question")),
    ("6", msg("never heard: apologise")),
    ("7", msg("sheet handed")),
    ("0", msg("not now, then the digit of the reason")),
    ("Ctrl+O", msg("What to answer if they object")),
    ("Ctrl+Shift+O", msg("“Nobody told me”: no argument, the apology")),
    ("Ctrl+D", msg("A colleague said it; each press names the next one")),
)
_FORMS: tuple[tuple[str, Message], ...] = (
    ("Ctrl+Enter", msg("Join and print; elsewhere, finish what is written")),
    ("Ctrl+N", msg("Another line of the bill")),
    ("Ctrl+M", msg("Use as many points as can be used")),
    ("Ctrl+Shift+I", msg("At checkout: insurance or a company pays")),
    ("Ctrl+Shift+D", msg("At checkout: the doctor recommended coming again")),
    ("Ctrl+Shift+S", msg("Print the estimate")),
    ("Ctrl+Shift+N", msg("Tell the price anew")),
    ("Ctrl+G", msg("Take the name as it was meant, typed in the wrong layout")),
    ("Space", msg("Tick, or take the tick off")),
)
_PREVIEW: tuple[tuple[str, Message], ...] = (
    ("Ctrl+P", msg("Print what is shown")),
    ("Ctrl+S", msg("Save as PDF")),
)
_PAGES: tuple[tuple[str, Message], ...] = (
    ("Ctrl+N", msg("After the visit: a potential patient")),
    ("Ctrl+Shift+N", msg("Settings: a new service")),
    ("Ctrl+Shift+A", msg("No advertising any more: in the record, under consents")),
    ("Ctrl+Up", msg("In the quiz: the question before")),
    ("Alt+Left", msg("Reports: the month before")),
    ("Alt+Right", msg("Reports: the month after")),
)

KEYS: tuple[KeyUse, ...] = tuple(
    KeyUse(key, does, place)
    for place, uses in (
        (Place.EVERYWHERE, _EVERYWHERE),
        (Place.DESK, _DESK),
        (Place.PROMPT, _PROMPT),
        (Place.FORMS, _FORMS),
        (Place.PREVIEW, _PREVIEW),
        (Place.PAGES, _PAGES),
    )
    for key, does in uses
)


def keys_of(place: Place) -> tuple[KeyUse, ...]:
    """The keys that work there, in the order of the table."""
    return tuple(one for one in KEYS if one.place is place)
