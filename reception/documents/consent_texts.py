"""The texts people agree to, without the person: their version and their hash.

A consent keeps both, so that it can be shown that a text has changed since.  The version is the
program's; the hash also covers what the clinic's own details put into the text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from reception.documents.advertising_consent import advertising_words
from reception.documents.data_consent import data_words
from reception.documents.disclosure_consent import disclosure_words
from reception.documents.payloads import Requisites
from reception.translation import Translator, msg
from reception.values.choices import ConsentPurpose

VERSIONS = {
    ConsentPurpose.DATA: 1,
    ConsentPurpose.ADVERTISING: 1,
    ConsentPurpose.SERVICE_MESSAGES: 1,
    ConsentPurpose.DISCLOSURE: 1,
}
"""To be raised with each change of a text; a test knows the texts of each version."""

REMINDERS = msg(
    "I agree that the clinic reminds me of my own visits and tells me of changes to them, on the"
    " channels I name. No advertising. I can refuse at any time by a word."
)


@dataclass(frozen=True)
class ConsentText:
    """The words of a consent in one language, their version and SHA-256."""

    version: int
    digest: str
    words: str


def consent_text(
    purpose: ConsentPurpose, clinic: Requisites, programme_name: str, translator: Translator
) -> ConsentText:
    """What somebody agrees to now, in the translator's language."""
    if purpose is ConsentPurpose.DATA:
        words = data_words(clinic, programme_name, translator)
    elif purpose is ConsentPurpose.ADVERTISING:
        words = advertising_words(clinic, translator)
    elif purpose is ConsentPurpose.DISCLOSURE:
        words = disclosure_words(clinic, translator)
    else:
        words = translator.text(REMINDERS)
    digest = hashlib.sha256(words.encode()).hexdigest()
    return ConsentText(VERSIONS[purpose], digest, words)
