"""Papers of a made-up clinic in each country, filled as a service would fill them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from reception.documents import payloads as p
from reception.documents import payloads_desk as desk
from reception.documents.payloads_day import DayPaper, DayPaperRow
from reception.translation import Language
from reception.values.card_number import CardNumber
from reception.values.choices import CardForm, CardLayout, Country, Job, PaperKind, Relation
from tests.documents import samples_confidence, samples_family, samples_feedback, samples_till

NUMBER = CardNumber.of(1, 42).digits

RU_CLINIC = p.Requisites(
    name="Клиника «Тихий двор»",
    legal_name="ООО «Тихий двор»",
    address="630099, Новосибирск, ул. Ленина, 12",
    phone="+7 383 200-10-20",
    country=Country.RU,
    registration_numbers="ОГРН 1025403190000, ИНН 5406190000",
    licence_number="Л041-01125-54/00330000",
    licence_date=date(2019, 4, 15),
)
UK_CLINIC = p.Requisites(
    name="Клініка «Тихий двір»",
    legal_name="ТОВ «Тихий двір»",
    address="79000, Львів, вул. Ґонти, 3",
    phone="+380 32 200 10 20",
    country=Country.UA,
    registration_numbers="ЄДРПОУ 40123456",
    licence_number="наказ МОЗ № 1234",
    licence_date=date(2020, 2, 3),
)
SHORT = {
    Language.RU: "Коротко: карта бесплатная, счёт один на всю семью, 7% оплаты возвращаем баллами, баллами можно оплатить до 50% стоимости визита",
    Language.UK: "Коротко: картка безкоштовна, рахунок один на всю родину, 7% оплати повертаємо балами, балами можна оплатити до 50% вартості візиту",
    Language.EN: "In short: the card is free, one account for the family, 7% comes back in points, points cover up to 50% of a visit",
}
PROGRAMME = {
    Language.RU: "Семейная карта",
    Language.UK: "Сімейна картка",
    Language.EN: "Family Card",
}
HASH = "3f9a1c22" + "0" * 56


def clinic(language: Language) -> p.Requisites:
    return UK_CLINIC if language is Language.UK else RU_CLINIC


def imprint() -> p.Imprint:
    return p.Imprint(
        "000123", datetime(2026, 11, 2, 10, 45, tzinfo=UTC), "Ольга Синицына", "стойка 1"
    )


def edition(language: Language) -> p.Edition:
    return p.Edition(PROGRAMME[language], 1, HASH, date(2026, 1, 1), None, 30)


def subject(language: Language) -> p.Person:
    name = {
        Language.RU: "Иванова Анна Сергеевна",
        Language.UK: "Іванова-Ґалаґан Мар’яна Сергіївна",
        Language.EN: "O’Connor Anna",
    }[language]
    return p.Person(name, date(1990, 3, 5))


def card(language: Language) -> p.Card:
    return p.Card(clinic(language).name, PROGRAMME[language], NUMBER, clinic(language).phone)


def application(language: Language) -> p.Application:
    child = p.Member(
        p.Person("Иванов Пётр Ильич", date(2018, 5, 1)),
        Relation.CHILD,
        representative="Иванова Анна Сергеевна",
    )
    return p.Application(
        imprint=imprint(),
        clinic=clinic(language),
        edition=edition(language),
        applicant=subject(language),
        phone="+7 916 123-45-67",
        account_number="000017",
        holder_name=subject(language).name,
        opens_account=True,
        members=(
            p.Member(p.Person("Иванов Илья Олегович", date(1988, 1, 9)), Relation.SPOUSE),
            child,
        ),
        card_number=NUMBER,
        card_form=CardForm.PAPER,
        preferred_language=language,
        form_of_address="Анна Сергеевна",
        short=SHORT[language],
    )


def data_consent(language: Language) -> p.DataConsent:
    where = clinic(language)
    return p.DataConsent(
        imprint=imprint(),
        clinic=where,
        programme_name=PROGRAMME[language],
        subject=subject(language),
        storage_place=where.address,
        written_form=where.country is Country.RU,
    )


def paper(kind: PaperKind, language: Language) -> Any:
    """A sample of every paper but the rules sheet, which is made from the terms."""
    where = clinic(language)
    samples: dict[PaperKind, Any] = {
        PaperKind.APPLICATION: application(language),
        PaperKind.DATA_CONSENT: data_consent(language),
        PaperKind.ADVERTISING_CONSENT: p.AdvertisingConsent(
            imprint(), where, subject(language), phone="+7 916 123-45-67", email="anna@example.org"
        ),
        PaperKind.CARD: card(language),
        PaperKind.PAPER_CARD: p.PaperCard(
            imprint(), card(language), SHORT[language], date(2026, 11, 2)
        ),
        PaperKind.RECOVERY_SHEET: p.RecoverySheet(
            where.name,
            datetime(2026, 11, 2, 10, 45, tzinfo=UTC),
            "Ольга Синицына",
            "7Q4K-2M9D-X3PA-HB6T-9RWC-5ZNE-J8GV-LF2Y",
        ),
        PaperKind.MONTHLY_REPORT: p.MonthlyReport(
            imprint(),
            where.name,
            date(2026, 10, 1),
            date(2026, 10, 31),
            (),
            (
                p.PrintedTable(
                    "Indicators",
                    ("Indicator", "Value", "Of"),
                    (("Told", "85%", "340 / 400"),),
                    (1, 2),
                ),
                p.PrintedTable("Never told", ("Family", "Visits"), (), (1,)),
            ),
        ),
        PaperKind.CARD_BATCH: batch(language),
        PaperKind.CALIBRATION: desk.Calibration(imprint(), where.name, "Zebra ZC100", 3, -12),
        PaperKind.WHAT_IT_GIVES: what_it_gives(language),
        PaperKind.CUE_CARD: desk.CueCard(
            imprint(), where.name, edition(language), Job.ADMINISTRATOR, SHORT[language]
        ),
        PaperKind.PAPER_JOURNAL: desk.PaperJournal(imprint(), where.name),
        PaperKind.KEY_CARD: desk.KeyCard(imprint(), where.name),
        PaperKind.DAY_LIST: DayPaper(
            imprint(),
            where.name,
            date(2026, 11, 2),
            "Белова Н. А.",
            (
                DayPaperRow(time(9, 0), subject(language).name, "Анна", "3", tell=True, quiet=True),
                DayPaperRow(None, subject(language).name, "Анна"),
            ),
        ),
        PaperKind.REFUND_SLIP: desk.RefundSlip(
            imprint(),
            where.name,
            "RUB",
            "000417",
            date(2026, 10, 28),
            bill_minor=450_000,
            refunded_minor=150_000,
            money_minor=120_000,
            points_back=300,
            points_off=84,
            points_forgiven=16,
            points_owed=24,
            reason={Language.RU: "процедуру не делали", Language.UK: "процедуру не робили"}.get(
                language, "not done"
            ),
        ),
        PaperKind.POSTER: desk.Poster(
            imprint(),
            where,
            edition(language),
            SHORT[language],
            tuple(
                f"{part.strip().capitalize()}." for part in SHORT[language].split(":")[1].split(",")
            ),
        ),
    }
    samples |= samples_feedback.papers(language, imprint(), where)
    samples |= samples_till.papers(language, imprint(), where)
    samples |= samples_family.papers(language, imprint(), where, edition(language))
    samples |= samples_confidence.papers(language, imprint(), where, subject(language))
    return samples[kind]


def batch(
    language: Language, count: int = 3, layout: CardLayout = CardLayout.CR80
) -> desk.CardBatch:
    numbers = tuple(CardNumber.of(1, serial).digits for serial in range(1, count + 1))
    return desk.CardBatch(imprint(), card(language), numbers, layout)


def what_it_gives(language: Language) -> desk.WhatItGives:
    answers = {
        Language.RU: (
            "Для чего",
            "Сколько",
            "Как получить",
            "Как потратить",
            "На что нельзя",
            "До каких пор",
        ),
        Language.UK: (
            "Для чого",
            "Скільки",
            "Як отримати",
            "Як витратити",
            "На що не можна",
            "Доки",
        ),
        Language.EN: (
            "What for",
            "How much",
            "How to get",
            "How to spend",
            "What not",
            "Until when",
        ),
    }[language]
    figure = {
        Language.RU: "Ваши визиты за последние 12 месяцев принесли бы 2 520 баллов.",
        Language.UK: "Ваші візити за останні 12 місяців принесли б 2 520 балів.",
        Language.EN: "Your visits of the last 12 months would have brought 2,520 points.",
    }[language]
    return desk.WhatItGives(
        imprint(),
        clinic(language),
        edition(language),
        SHORT[language],
        tuple(p.Note(label, SHORT[language]) for label in answers),
        figure=figure,
    )


def logo(width: int = 300, height: int = 180) -> bytes:
    """A small picture as a clinic might have it."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, width - 10, height - 10), fill=(200, 60, 40, 255))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def without_number(value: p.Application) -> p.Application:
    return replace(value, card_number="")
