"""Malformed files from a seed: encodings, control characters, formulas, impossible dates, damage."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from reception.exchange.columns import Subject
from tests.fixtures.workbooks import OLD, open_document

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-u")
SEPARATORS = (";", ",", "\t", "|")
LARGE = 10 * 1024 * 1024

PATIENT_TITLES = {
    "external_id": ("Код", "external_id", "№ картки"),
    "full_name": ("ФИО", "ПІБ", "full_name"),
    "birth_date": ("Дата рождения", "Дата народження", "birth_date"),
    "phone": ("Телефон", "phone"),
    "sex": ("Пол", "Стать", "sex"),
    "email": ("E-mail", "email"),
    "head_id": ("Глава семьи", "Голова родини", "head_id"),
    "comment": ("Комментарий", "Коментар", "comment"),
    "consent_sms": ("Согласие SMS", "consent_sms"),
    "first_visit": ("Первый визит", "first_visit"),
    "last_visit": ("Последний визит", "last_visit"),
    "visits_count": ("Число визитов", "visits_count"),
    "card": ("Карта лояльности", "card_number"),
    "points": ("Баллы", "points"),
    "points_until": ("Баллы действуют до", "points_until"),
    "unknown": ("Любимый цвет", "\u202eabc", "=1+1"),
}
VISIT_TITLES = {
    "external_id": ("Код визита", "external_id"),
    "patient_id": ("Код пациента", "patient_id"),
    "date": ("Дата", "date"),
    "status": ("Статус", "status"),
    "amount": ("Сумма", "Сума", "amount"),
    "doctor": ("Врач", "Лікар", "doctor"),
    "service": ("Услуга", "Послуга", "service"),
    "told": ("Рассказали", "told"),
}
GOOD = {
    "full_name": ("Иванов Иван Иванович", "Кравець Зоя", "ПЕТРОВА АННА", "О'Коннор Джон", "Зоя"),
    "birth_date": ("1990-03-05", "05.03.1990", "5/3/90", "29.02.2000", "32874"),
    "phone": ("8 916 123-45-67", "+380 67 199 90 63", "380671999063.0", "нет"),
    "sex": ("ж", "чол", "F", "м"),
    "email": ("a@b.ru",),
    "consent_sms": ("да", "так", "нет", "может быть"),
    "first_visit": ("01.10.2025",),
    "last_visit": ("01.10.2026", "2026-10-02"),
    "visits_count": ("17", "0", "1 000"),
    "card": ("010000000016", "010000000024", "0100-0000-0032"),
    "points": ("100", "1 200", "0", "12,5"),
    "points_until": ("31.12.2026", "01.01.2020"),
    "name": ("Приём терапевта", "УЗИ", "Консультація"),
    "price": ("1800", "2 500,00", "1 900 руб."),
    "group": ("Диагностика", "Эзотерика", ""),
    "valid_from": ("01.01.2026", "01.09.2026", ""),
    "valid_until": ("31.08.2026", "", ""),
    "date": ("01.10.2026", "2026-10-02 09:30", "03.10.26", "05.11.2026", "04.11.2026 12:00"),
    "status": ("состоялся", "done", "отменён", "неявка"),
    "amount": ("3200", "3 200,50", "1e3"),
    "doctor": ("Белова Н. А.",),
    "service": ("Консультация", "анализы", "Гадание"),
    "told": ("да", "нет"),
}
NASTY = (
    "", " ", "=1+1", '=HYPERLINK("x")', "+7", "-", "@x", "'=1", "\x00", "\x07", "\x1b[31m",
    "\u202eИванов", "\u200f", "\ufeff", "\u2028", "a\nb", "a\r\nb", '"', '""', "'", "{name}", "%s",
    "31.02.1985", "29.02.2023", "31.13.2020", "00.00.0000", "01.01.1899", "01.01.2999", "-1",
    "9999999999", "1e308", "nan", "inf", "99999999999999999999", "-5", "3.200,50", "ТРУЕ", "😀",
    "И" * 300, "Z̷͑a̴l̷g̶o̶", "ﬀ", "İ", "ß", "\ud7ff", "\U0010ffff", "�", "null", "None", "#REF!",
)  # fmt: skip


PRICE_TITLES = {
    "code": ("Код", "code"),
    "name": ("Услуга", "Послуга", "Service"),
    "patient_name": ("Название для пациента", "Name for patients"),
    "group": ("Группа", "Група", "service_group"),
    "price": ("Цена", "Ціна", "price"),
    "valid_from": ("Действует с", "Діє з", "valid_from"),
    "valid_until": ("Действует до", "Діє до", "valid_until"),
}
TITLES = {
    Subject.PATIENTS: PATIENT_TITLES,
    Subject.VISITS: VISIT_TITLES,
    Subject.PRICES: PRICE_TITLES,
    Subject.APPOINTMENTS: {
        name: titles for name, titles in VISIT_TITLES.items() if name not in ("amount", "told")
    },
}
NEEDED = {
    Subject.PATIENTS: ("full_name",),
    Subject.VISITS: ("date", "patient_id"),
    Subject.PRICES: ("name", "price"),
    Subject.APPOINTMENTS: ("date", "patient_id"),
}
SUBJECTS = (*[Subject.PATIENTS] * 4, *[Subject.VISITS] * 2, Subject.PRICES, Subject.APPOINTMENTS)


@dataclass(frozen=True)
class MadeFile:
    """A file by its name, what stands in it, and what it is imported as."""

    name: str
    data: bytes
    subject: Subject


def make_file(seed: int, *, large: bool = False) -> MadeFile:
    """The file of a seed, always the same; with `large` one field may have ten megabytes."""
    dice = random.Random(seed)
    subject = dice.choice(SUBJECTS)
    rows = _rows(dice, subject)
    if large:
        dice.choice(rows[1:] or rows)[-1] = dice.choice(("Я", "7", "x ", "1,")) * (LARGE // 2)
    roll = dice.random()
    if roll < 0.25:
        return MadeFile("made.xlsx", _damaged(dice, _workbook(dice, rows)), subject)
    if roll < 0.35:
        return MadeFile("made.ods", _damaged(dice, open_document(rows)), subject)
    if roll < 0.42:
        return MadeFile("made.xls", _torn(dice, OLD.read_bytes()), Subject.PATIENTS)
    if roll < 0.5:
        return MadeFile("made.vcf", _damaged(dice, _cards(dice)), Subject.PATIENTS)
    return MadeFile("made.csv", _damaged(dice, _text(dice, rows)), subject)


def _rows(dice: random.Random, subject: Subject) -> list[list[str]]:
    titles, needed = TITLES[subject], NEEDED[subject]
    others = [name for name in titles if name not in needed]
    names = [*needed, *dice.sample(others, dice.randint(1, min(6, len(others))))]
    dice.shuffle(names)
    rows = [[f"Клиника, выгрузка на {dice.choice(('31.10.2026', '99.99.2026'))}"]]
    rows = rows if dice.random() < 0.2 else []
    rows.append([dice.choice(titles[name]) for name in names])
    for number in range(dice.randint(0, 12)):
        cells = [_cell(dice, name, number) for name in names]
        rows.append(cells[: dice.randint(0, len(cells))] if dice.random() < 0.1 else cells)
        if not rows[-1]:
            rows[-1] = [""]
    if dice.random() < 0.1:
        rows.append(["Итого", str(len(rows))])
    return rows


def _cell(dice: random.Random, name: str, number: int) -> str:
    roll = dice.random()
    if roll < 0.15:
        return dice.choice(NASTY)
    if roll < 0.2:
        return "".join(chr(dice.randrange(0x20, 0xD7FF)) for _ in range(dice.randint(0, 40)))
    if name.endswith("_id"):
        return str(dice.randint(1, 6)) if roll < 0.3 else str(number)
    return dice.choice(GOOD.get(name, ("текст",)))


def _text(dice: random.Random, rows: Sequence[Sequence[str]]) -> bytes:
    separator = dice.choice(SEPARATORS)
    stream = io.StringIO(newline="")
    if dice.random() < 0.7:
        csv.writer(stream, delimiter=separator).writerows(rows)
    else:  # by hand, quotes and line breaks as they come
        stream.write("\n".join(separator.join(cells) for cells in rows))
    return stream.getvalue().encode(dice.choice(ENCODINGS), errors="replace")


def _workbook(dice: random.Random, rows: Sequence[Sequence[str]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "nan_inf_to_errors": True})
    if dice.random() < 0.2:
        book.add_worksheet("пусто")
    sheet = book.add_worksheet()
    for line, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            roll = dice.random()
            if line and roll < 0.05:
                sheet.write_formula(line, place, "=1/0", value=cell[:100])
            elif line and roll < 0.1:
                sheet.write_number(line, place, dice.choice((32874, -1, 1e300, 0.1, 44000.5)))
            elif line and roll < 0.12:
                sheet.write_boolean(line, place, dice.random() < 0.5)
            else:
                sheet.write_string(line, place, cell[:32_000])
    book.close()
    return buffer.getvalue()


def _damaged(dice: random.Random, data: bytes) -> bytes:
    """The bytes, one time in six cut short, flipped, or with zeros among them."""
    roll = dice.random()
    if roll > 0.17 or not data:
        return data
    place = dice.randrange(len(data))
    if roll < 0.05:
        return data[:place]
    if roll < 0.11:
        return data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
    return data[:place] + b"\x00" * dice.randint(1, 40) + data[place:]


def _torn(dice: random.Random, data: bytes) -> bytes:
    """An old workbook with some of its bytes turned: most of them hold no text at all."""
    torn = bytearray(data)
    for _ in range(dice.choice((0, 1, 1, 3, 20))):
        torn[dice.randrange(len(torn))] = dice.randrange(256)
    return bytes(torn[: dice.randrange(len(torn))]) if dice.random() < 0.2 else bytes(torn)


def _cards(dice: random.Random) -> bytes:
    """An address book in which anything may stand on any line."""
    lines: list[str] = []
    for number in range(dice.randint(0, 8)):
        lines += ["BEGIN:VCARD", f"VERSION:{dice.choice(('2.1', '3.0', '4.0', '9'))}"]
        for name, good in (
            ("N", "Тестова;Анна;Петровна;;"),
            ("FN", "Тестова Анна"),
            ("TEL;TYPE=CELL", "8 916 123-45-67"),
            ("BDAY", "19900305"),
            ("UID", str(number % 5)),
            ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8", "=D0=A2=\n=D0"),
            ("ADR", ";;Мира, 1;;;;"),
            ("EMAIL", "a@example.org"),
        ):
            if dice.random() < 0.7:
                lines.append(f"{name}:{_cell(dice, name, number) if dice.random() < 0.3 else good}")
        if dice.random() < 0.95:
            lines.append("END:VCARD")
    text = dice.choice(("\r\n", "\n", "\r")).join(["BEGIN:VCARD", "FN:Первая", "END:VCARD", *lines])
    return text.encode(dice.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1251")), "replace")
