"""The two consents have every field of their checklists, in three languages."""

from __future__ import annotations

from dataclasses import replace

from reception.documents.render import render
from reception.translation import Language, Translator
from reception.values.choices import PaperKind
from tests.documents import samples
from tests.documents.conftest import Printed

LABELS = {
    Language.RU: (
        "Согласие на обработку персональных данных",
        "Чьи данные",
        "Представитель и основание",
        "оператор персональных данных",
        "Цель",
        "Одна: ведение программы лояльности",
        "Какие данные",
        "ни диагнозов",
        "Что с ними делают",
        "Сбор, запись, хранение",
        "Кто обрабатывает ещё",
        "никто",
        "Где хранятся",
        "Трансграничной передачи нет",
        "3 года",
        "Как отозвать",
        "баллы останутся другим участникам",
        "подпись",
        "дата",
        "Лечение от него не зависит",
    ),
    Language.UK: (
        "Згода на обробку персональних даних",
        "Чиї дані",
        "Представник і підстава",
        "володілець персональних даних",
        "Мета",
        "Одна: ведення програми лояльності",
        "Які дані",
        "ні діагнозів",
        "Що з ними роблять",
        "Збирання, запис, зберігання",
        "Хто обробляє ще",
        "ніхто",
        "Де зберігаються",
        "Транскордонної передачі немає",
        "3 роки",
        "Як відкликати",
        "бали залишаться іншим учасникам",
        "підпис",
        "дата",
        "Лікування від нього не залежить",
    ),
    Language.EN: (
        "Consent to the processing of personal data",
        "Whose data",
        "Representative and basis",
        "data controller",
        "Purpose",
        "One: running the loyalty programme",
        "Which data",
        "no diagnoses",
        "What is done with them",
        "Collecting, recording, keeping",
        "Processed by others",
        "nobody",
        "Where they are kept",
        "No transfer across the border",
        "3 years",
        "How to withdraw",
        "points stay with the other members",
        "signature",
        "date",
        "Care does not depend on it",
    ),
}


def test_every_field_of_the_data_consent_is_there(
    language: Language, translator: Translator
) -> None:
    data = samples.data_consent(language)
    paper = Printed(render(PaperKind.DATA_CONSENT, data, translator))
    clinic = data.clinic
    values = [
        data.subject.name,
        clinic.legal_name,
        clinic.registration_numbers,
        clinic.address,
        data.programme_name,
    ]
    for words in (*LABELS[language], *values):
        assert paper.has(words), words
    assert paper.sizes == [(210.0, 297.0)]


def test_russia_asks_for_address_and_document_ukraine_does_not() -> None:
    from reception.translation import load_translator

    for language, asked in ((Language.RU, True), (Language.UK, False)):
        data = samples.data_consent(language)
        paper = Printed(render(PaperKind.DATA_CONSENT, data, load_translator(language)))
        words = {Language.RU: "удостоверяющий личность", Language.UK: "посвідчує особу"}
        assert paper.has(words[language]) is asked
        law = {Language.RU: "152-ФЗ", Language.UK: "2297-VI"}
        assert paper.has(law[language])


def test_a_representative_is_named_with_the_basis(
    language: Language, translator: Translator
) -> None:
    data = replace(
        samples.data_consent(language),
        representative="Петренко Олена Іванівна",
        representative_basis="свідоцтво I-СГ 123456",
    )
    paper = Printed(render(PaperKind.DATA_CONSENT, data, translator))
    assert paper.has("Петренко Олена Іванівна, свідоцтво I-СГ 123456")


CHANNELS = {
    Language.RU: (
        "SMS на номер",
        "Звонки на номер",
        "Письма на адрес",
        "Мессенджер",
        "До отзыва.",
        "Реклама прекратится сразу",
        "Отправитель",
        "По желанию",
        "подпись",
    ),
    Language.UK: (
        "SMS на номер",
        "Дзвінки на номер",
        "Листи на адресу",
        "Месенджер",
        "До відкликання.",
        "Реклама припиниться одразу",
        "Відправник",
        "За бажанням",
        "підпис",
    ),
    Language.EN: (
        "SMS to the number",
        "Calls to the number",
        "E-mail to the address",
        "Messenger",
        "Until it is withdrawn.",
        "Advertising stops at once",
        "Sender",
        "Optional",
        "signature",
    ),
}


def test_every_channel_has_its_own_box_and_none_is_ticked(
    language: Language, translator: Translator
) -> None:
    data = samples.paper(PaperKind.ADVERTISING_CONSENT, language)
    paper = Printed(render(PaperKind.ADVERTISING_CONSENT, data, translator))
    for words in (
        *CHANNELS[language],
        data.subject.name,
        data.clinic.legal_name,
        data.clinic.phone,
    ):
        assert paper.has(words), words
    assert not any(sign in paper.text for sign in "✓☑☒✗")
