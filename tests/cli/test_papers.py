"""`reception rules` and `reception card` write what the desk would print."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reception.cli.papers import card, rules
from reception.cli.runner import Access, Command
from reception.clock import SetClock
from reception.errors import InvalidInput, Refused
from reception.paths import DataFolder
from reception.services.clinic import change_clinic
from reception.storage.database import Database
from reception.translation import Language, load_translator
from reception.values.actor import COMMAND_LINE
from reception.values.card_number import CardNumber
from tests.clinics import MONDAY_MORNING
from tests.documents.conftest import Printed
from tests.services.test_papers import REQUISITES


@pytest.fixture
def command(open_clinic: Callable[..., Database], data_folder: DataFolder) -> Command:
    """A clinic with complete requisites, worked on from the command line."""
    database = open_clinic()
    for field, value in REQUISITES.items():
        with database.unit_of_work(
            now=MONDAY_MORNING, actor=COMMAND_LINE, action="change_clinic"
        ) as uow:
            change_clinic(uow, field=field, value=value)
    return Command(
        folder=data_folder,
        clock=SetClock(MONDAY_MORNING),
        translator=load_translator(Language.EN),
        access=Access(),
        out=io.StringIO(),
        err=io.StringIO(),
    )


def said(stream: Any) -> str:
    text: str = stream.getvalue()
    return text


def test_the_rules_are_written_as_pdf_in_the_language_asked_for(
    command: Command, tmp_path: Path
) -> None:
    out = tmp_path / "rules.pdf"
    assert rules(command, version=1, language=Language.UK, out=out) == 0
    paper = Printed(out.read_bytes())
    assert paper.has("Сімейна картка: правила програми")
    assert "№" not in paper.pages[0].split("Сімейна картка, редакція")[-1]  # it is not kept
    assert str(out) in said(command.err)


def test_the_rules_are_written_as_text_in_the_clinics_language(command: Command) -> None:
    assert rules(command, version=None, language=None, out=None, as_text=True) == 0
    text = said(command.out)
    assert text.startswith("Семейная карта: правила программы\n")
    assert "\n1. Карта бесплатная" in text
    assert "ООО «Тихий двор»" in text
    assert "редакция 1, текст " in text


def test_text_and_paper_say_the_same(command: Command, tmp_path: Path) -> None:
    rules(command, version=1, language=Language.RU, out=tmp_path / "r.pdf")
    rules(command, version=1, language=Language.RU, out=tmp_path / "r.txt", as_text=True)
    paper = Printed((tmp_path / "r.pdf").read_bytes())
    sentences = [
        line.split(". ", 1)[1]
        for line in (tmp_path / "r.txt").read_text("utf-8").splitlines()
        if line[:1].isdigit()
    ]
    assert len(sentences) == 15
    for sentence in sentences:
        assert paper.has(sentence), sentence


def test_a_pdf_needs_a_place(command: Command) -> None:
    with pytest.raises(InvalidInput):
        rules(command, version=1, language=None, out=None)


def test_a_place_that_cannot_be_written_leaves_nothing(command: Command, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        rules(command, version=1, language=None, out=tmp_path / "missing" / "rules.pdf")
    assert list(tmp_path.glob("**/*.part")) == []


def test_an_unknown_card_is_refused_and_a_wrong_number_is_bad_input(
    command: Command, tmp_path: Path
) -> None:
    with pytest.raises(Refused):
        card(command, number=str(CardNumber.of(77, 1)), out=tmp_path / "card.pdf")
    with pytest.raises(InvalidInput):
        card(command, number="1234", out=tmp_path / "card.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
