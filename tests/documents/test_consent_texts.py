"""The texts people agree to: whoever changes one raises its version, so that it shows."""

from __future__ import annotations

import pytest

from reception.documents.consent_texts import VERSIONS, consent_text
from reception.translation import Language, load_translator
from reception.values.choices import ConsentPurpose
from tests.documents import samples

# Version and first digits of the hash of each text with the sample clinics' details.
KNOWN = {
    (ConsentPurpose.DATA, Language.RU): (1, "c3ce8edba8ae"),
    (ConsentPurpose.DATA, Language.UK): (1, "b8cd576120a8"),
    (ConsentPurpose.DATA, Language.EN): (1, "e6c30a08cfed"),
    (ConsentPurpose.ADVERTISING, Language.RU): (1, "c53f5a549504"),
    (ConsentPurpose.ADVERTISING, Language.UK): (1, "7332878ed79f"),
    (ConsentPurpose.ADVERTISING, Language.EN): (1, "a2ba3e117e55"),
    (ConsentPurpose.SERVICE_MESSAGES, Language.RU): (1, "99277922fc4e"),
    (ConsentPurpose.SERVICE_MESSAGES, Language.UK): (1, "eb52ace87d8d"),
    (ConsentPurpose.SERVICE_MESSAGES, Language.EN): (1, "5c7ea1efdb4c"),
    (ConsentPurpose.DISCLOSURE, Language.RU): (1, "9fa0c04234a0"),
    (ConsentPurpose.DISCLOSURE, Language.UK): (1, "7396266a546a"),
    (ConsentPurpose.DISCLOSURE, Language.EN): (1, "65dc8daf4ac2"),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_a_text_is_what_its_version_says(purpose: ConsentPurpose, language: Language) -> None:
    text = consent_text(
        purpose,
        samples.clinic(language),
        samples.PROGRAMME[language],
        load_translator(language),
    )
    assert text.version == VERSIONS[purpose]
    known = (text.version, text.digest[:12])
    assert known == KNOWN[purpose, language], "a text changed: raise its version in VERSIONS"


def test_nobody_is_named_in_a_text() -> None:
    for purpose in ConsentPurpose:
        text = consent_text(
            purpose, samples.clinic(Language.EN), "Family Card", load_translator(Language.EN)
        )
        assert samples.subject(Language.EN).name not in text.words
