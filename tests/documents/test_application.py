"""The application has every field of its checklist (A1–A12), in three languages."""

from __future__ import annotations

from dataclasses import replace

from reception.documents.render import render
from reception.translation import Language, Translator
from reception.values.choices import CardForm, PaperKind
from tests.documents import samples
from tests.documents.conftest import Printed

LABELS = {
    Language.RU: (
        "Заявление о вступлении в программу",
        "Дата рождения",
        "Телефон",
        "Семейный счёт",
        "держатель счёта",
        "Участники семейного счёта",
        "ребёнок",
        "супруг или супруга",
        "временная бумажная карта",
        "Памятку с этими условиями я получил",
        "подпись заявителя",
        "Язык общения",
        "Обращение",
        "Заявление принято",
        "Номер карты",
    ),
    Language.UK: (
        "Заява про приєднання до програми",
        "Дата народження",
        "Телефон",
        "Сімейний рахунок",
        "власник рахунку",
        "Учасники сімейного рахунку",
        "дитина",
        "чоловік або дружина",
        "тимчасова паперова картка",
        "Памʼятку з цими умовами мені видано",
        "підпис заявника",
        "Мова спілкування",
        "Звертання",
        "Заяву прийнято",
        "Номер картки",
    ),
    Language.EN: (
        "Application to join the programme",
        "Date of birth",
        "Phone",
        "Family account",
        "account holder",
        "Members of the family account",
        "child",
        "spouse",
        "temporary paper card",
        "I have received the rules sheet",
        "signature of the applicant",
        "Preferred language",
        "Form of address",
        "Application taken by",
        "Card number",
    ),
}


def printed(language: Language, translator: Translator, **changes: object) -> Printed:
    data = replace(samples.application(language), **changes)  # type: ignore[arg-type]
    return Printed(render(PaperKind.APPLICATION, data, translator))


def test_every_field_is_there(language: Language, translator: Translator) -> None:
    paper = printed(language, translator)
    data = samples.application(language)
    values = [
        data.applicant.name,
        translator.value(data.applicant.born),
        data.phone,
        data.account_number,
        "Иванов Илья Олегович",
        "Иванов Пётр Ильич",
        "0100 0000 0424",
        "3f9a1c22",
        "Ольга Синицына",
        "стойка 1",
        "Анна Сергеевна",
        data.short,
        data.clinic.legal_name,
        data.clinic.phone,
        data.edition.programme_name,
    ]
    for words in (*LABELS[language], *values):
        assert paper.has(words), words


def test_a_patient_without_a_phone_is_said_to_have_none(
    language: Language, translator: Translator
) -> None:
    none = {"ru": "телефона нет", "uk": "телефону немає", "en": "no phone"}[language]
    assert printed(language, translator, phone="").has(none)


def test_joining_an_account_names_its_holder(language: Language, translator: Translator) -> None:
    paper = printed(language, translator, opens_account=False, holder_name="Сидорова Нина")
    assert paper.has("Сидорова Нина")


def test_alone_and_with_plastic(language: Language, translator: Translator) -> None:
    paper = printed(language, translator, members=(), card_form=CardForm.PLASTIC)
    plastic = {"ru": "пластиковая карта", "uk": "пластикова картка", "en": "plastic card"}
    assert paper.has(plastic[language])


def test_many_members_run_over_to_a_second_page_with_the_stub(
    language: Language, translator: Translator
) -> None:
    member = samples.application(language).members[1]
    paper = printed(language, translator, members=(member,) * 12)
    assert len(paper.pages) == 2
    assert samples.SHORT[language] in paper.pages[1]
