"""Every situation and every silence has its words in every language."""

import pytest

from reception.rules.prompt_choice import SilenceReason
from reception.rules.prompt_words import silence_label, situation_label
from reception.rules.prompts import Situation
from reception.translation import Language, load_translator


@pytest.mark.parametrize("language", Language)
def test_each_has_its_own_words(language):
    translator = load_translator(language)
    situations = {translator.text(situation_label(one)) for one in Situation}
    silences = {translator.text(silence_label(one)) for one in SilenceReason}
    assert len(situations) == len(Situation)
    assert len(silences) == len(SilenceReason)
    if language is not Language.EN:
        english = load_translator(Language.EN)
        assert not situations & {english.text(situation_label(one)) for one in Situation}
        assert not silences & {english.text(silence_label(one)) for one in SilenceReason}
