"""The papers of families have their fields and their places to sign, in three languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reception.documents.payloads_family import ChangeKind
from reception.documents.render import render
from reception.translation import Language, Translator
from reception.values.choices import PaperKind
from reception.values.family_choices import TrustScope
from reception.values.family_labels import scope_label
from tests.documents import samples
from tests.documents.conftest import Printed
from tests.documents.samples_family import GRANDMOTHER, PEOPLE

POWER = {
    Language.RU: ("Доверенность", "02.11.2027", "подпись родителя или опекуна", "С 15 лет"),
    Language.UK: ("Довіреність", "02.11.2027", "підпис", "потрібна нотаріальна довіреність"),
    Language.EN: ("Power of attorney", "signature of the parent or guardian", "From the age of 15"),
}


def test_the_power_of_attorney(language: Language, translator: Translator) -> None:
    data = samples.paper(PaperKind.POWER_OF_ATTORNEY, language)
    words = Printed(render(PaperKind.POWER_OF_ATTORNEY, data, translator)).text
    for expected in (*POWER[language], *PEOPLE[language][::2], GRANDMOTHER[language]):
        assert expected in words
    assert translator.text(scope_label(TrustScope.INFORM)) in words
    assert translator.text(scope_label(TrustScope.CONTRACT)) not in words


def test_both_sign_the_split(language: Language, translator: Translator) -> None:
    data = samples.paper(PaperKind.ACCOUNT_CHANGE, language)
    words = Printed(render(PaperKind.ACCOUNT_CHANGE, data, translator)).text
    mother, father, child = PEOPLE[language]
    for expected in ("000012", "420", "421", child):
        assert expected in words
    assert words.count(mother) == 3  # holder, her share, her signature
    assert words.count(father) == 2


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_application_says_what_is_asked_for(
    kind: ChangeKind, language: Language, translator: Translator
) -> None:
    data = samples.paper(PaperKind.ACCOUNT_CHANGE, language)
    data = replace(data, kind=kind, shares=(), subject="Вера", court_paper="суд, 2-118/2026")
    words = Printed(render(PaperKind.ACCOUNT_CHANGE, data, translator)).text
    assert "суд, 2-118/2026" in words
    assert "Вера" in words
