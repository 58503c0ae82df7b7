"""Column titles of clinics' exports in three languages, and the fields they stand for.

Titles are compared folded, without punctuation and units, so «Дата рожд.» and «дата рожд» are
one.  «№ карты» and «Код» are a clinic's own card-index numbers: external_id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from reception.rules.names import fold

_NUMBER_SIGN = re.compile(r"№|#|\bn[°º]")
_UNIT = re.compile(r"\s*\b(?:грн|руб|рублей|гривен|uah|rub|р)$")


class Subject(StrEnum):
    """What a file of rows is about."""

    PATIENTS = "patients"
    VISITS = "visits"
    PRICES = "prices"
    APPOINTMENTS = "appointments"


PATIENT_TITLES: Mapping[str, str] = {
    "external_id": "external_id|id|№ карты|номер карты|№ картки|номер картки|№ амбулаторной карты"
    "|номер амбулаторной карты|№ медкарты|карта №|код|код пациента|код пацієнта|id пациента"
    "|id пацієнта|patient id|patient's number|chart no|chart number|№ п/п карты|№ істор. хвороби|№ ист. болезни",
    "full_name": "full_name|фио|ф.и.о.|фио пациента|ф.и.о. пациента|пациент|піб|п.і.б."
    "|піб пацієнта|пацієнт|full name|name|patient|patient name|фамилия имя отчество"
    "|прізвище ім'я по батькові",
    "last_name": "last_name|фамилия|прізвище|last name|surname|family name",
    "first_name": "first_name|имя|ім'я|first name|given name",
    "patronymic": "patronymic|отчество|по батькові|middle name",
    "birth_date": "birth_date|дата рожд.|дата рождения|д.р.|др|день рождения|дата народження"
    "|дата нар.|birth date|date of birth|dob|birthday",
    "sex": "sex|пол|стать|gender",
    "phone": "phone|телефон|тел.|моб. телефон|мобильный|мобильный телефон|доп. телефон"
    "|дополнительный телефон|телефон 1|телефон 2|телефон 3|домашний телефон|контактный телефон"
    "|мобільний|мобільний телефон|додатковий телефон|дод. телефон|phones|mobile|phone 2|phone 3",
    "email": "email|e-mail|эл. почта|электронная почта|почта|ел. пошта|електронна пошта|пошта|mail",
    "address": "address|адрес|адреса|место жительства|місце проживання|адрес проживания",
    "language": "language|язык|язык общения|мова|мова спілкування",
    "form_of_address": "form_of_address|обращение|как обращаться|звертання|form of address",
    "family_id": "family_id|семья|№ семьи|номер семьи|код семьи|родина|№ родини|код родини"
    "|family id|family|household",
    "head_id": "head_id|представитель (№ карты)|представитель|глава семьи|глава семьи (№ карты)"
    "|глава семьи (код)|голова родини (код)|голова родини|голова родини (№ картки)"
    "|представник (код)|head of family|head id|head of household|head of the family (number)",
    "relation": "relation|кем приходится|родство|степень родства|ким доводиться|хто це"
    "|ступінь спорідненості|relation to head|relationship",
    "guardian_id": "guardian_id|законный представитель|законный представитель (№ карты)|законный представитель (код)"
    "|законний представник|законний представник (код)|guardian|guardian id|guardian (number)",
    "first_visit": "first_visit|первый визит|дата первого визита|первое посещение|перший візит"
    "|дата першого візиту|first visit",
    "last_visit": "last_visit|последний визит|дата последнего визита|последнее посещение"
    "|останній візит|дата останнього візиту|last visit",
    "visits_count": "visits_count|число визитов|количество визитов|визитов|посещений"
    "|число посещений|кількість візитів|візитів|visits|number of visits|visits count",
    "card_number": "card_number|карта лояльности|номер карты лояльности|№ карты лояльности"
    "|бонусная карта|№ бонусной карты|номер бонусной карты|дисконтная карта|картка лояльності"
    "|номер картки лояльності|№ картки лояльності|бонусна картка|№ бонусної картки|loyalty card"
    "|card number",
    "points": "points|баллы|баланс баллов|остаток баллов|бонусы|баланс бонусов|бали|баланс балів"
    "|залишок балів|бонуси|balance of points|points balance",
    "points_until": "points_until|points usable until|баллы действуют до|срок баллов|бали діють до|термін балів"
    "|points until|points usable until|last usable day",
    "source": "source|откуда узнали|источник|как узнали|звідки дізналися|джерело"
    "|звідки дізнались|how heard|heard from",
    "consent_sms": "consent_sms|согласие на sms|согласие на смс|sms|смс|згода на sms"
    "|згода на смс|sms consent|consent to sms",
    "consent_call": "consent_call|согласие на звонки|согласие на звонок|згода на дзвінки"
    "|call consent|consent to calls",
    "consent_email": "consent_email|согласие на e-mail|согласие на рассылку|згода на e-mail"
    "|згода на розсилку|email consent|consent to e-mail",
    "comment": "comment|примечание|примечания|комментарий|заметки|примітка|примітки|коментар"
    "|нотатки|note|notes|comments",
}
VISIT_TITLES: Mapping[str, str] = {
    "external_id": "external_id|visit number|id визита|№ визита|номер визита|код визита|id візиту|№ візиту"
    "|код візиту|visit id|visit no|№ приёма|id",
    "patient_id": "patient_id|patient's number|№ карты|номер карты|№ картки|номер картки|код пациента"
    "|код пацієнта|пациент (код)|пациент (№ карты)|id пациента|id пацієнта|patient id"
    "|код|№ амбулаторной карты|chart no",
    "phone": "phone|телефон|тел.|телефон пациента|телефон пацієнта",
    "card_number": PATIENT_TITLES["card_number"],
    "date": "date|дата|дата визита|дата приёма|дата и время|дата/время|дата візиту|дата прийому"
    "|дата і час|день|date and time|visit date|datetime",
    "time": "time|время|время визита|время приёма|час|час візиту|час прийому|начало|початок",
    "status": "status|статус|состояние|стан|статус визита|статус візиту|state",
    "doctor": "doctor|врач|фио врача|специалист|лікар|піб лікаря|спеціаліст|physician",
    "room": "room|кабинет|каб.|кабінет",
    "service_group": "service_group|вид услуги|услуга|услуги|группа услуг|послуга|послуги"
    "|вид послуги|група послуг|service|service group",
    "amount": "amount|сумма|стоимость|сума|вартість|к оплате|до сплати|price|sum|bill",
    "paid": "paid|оплачено|оплата|сплачено|оплачена сумма|сплачена сума",
    "told": "told|рассказали о карте|рассказали о программе|рассказали|розповіли про картку"
    "|розповіли про програму|розповіли|told about the card|told about the programme",
    "staff": "staff|администратор|сотрудник|адміністратор|працівник|administrator",
}
_APPOINTMENT_FIELDS = (
    *("external_id", "patient_id", "phone", "card_number", "date", "time", "status"),
    *("doctor", "room", "service_group", "staff"),
)
APPOINTMENT_TITLES: Mapping[str, str] = {
    name: VISIT_TITLES[name] for name in _APPOINTMENT_FIELDS
} | {
    "external_id": VISIT_TITLES["external_id"]
    + "|№ записи|номер записи|код записи|id записи|№ запису|номер запису|код запису|id запису"
    "|appointment id|appointment number|appointment no|booking id",
    "date": VISIT_TITLES["date"] + "|дата записи|дата запису|appointment date",
    "time": VISIT_TITLES["time"] + "|время записи|час запису|appointment time",
}
PRICE_TITLES: Mapping[str, str] = {
    "code": "code|code of the service|код|код услуги|код послуги|артикул|№|№ п/п|номер|service code|item code",
    "name": "name|услуга|наименование|наименование услуги|название|название услуги|послуга"
    "|найменування|назва|назва послуги|service|service name|item|позиция|позиція",
    "patient_name": "patient_name|название для пациента|название для пациентов|для пациента|понятное название"
    "|назва для пацієнта|назва для пацієнтів|для пацієнта|зрозуміла назва|name for patients|patient-friendly name",
    "service_group": "service_group|группа|группа услуг|раздел|категория|вид услуги|група"
    "|група послуг|розділ|категорія|вид послуги|group|service group|group of services|category",
    "price": "price|цена|стоимость|тариф|ціна|вартість|сумма|сума|amount|cost",
    "valid_from": "valid_from|действует с|цена с|дата начала|с|діє з|ціна з|дата початку|з"
    "|valid from|from",
    "valid_until": "valid_until|действует до|действует по|дата окончания|по|діє до|дата закінчення"
    "|valid until|until|to",
}


def title_key(title: str) -> str:
    """A column title as it is compared: «Сума, грн» → «сума»."""
    named = _NUMBER_SIGN.sub(" номер ", title.lower())
    words = re.sub(r"[^\w]+", " ", fold(named).replace("_", " ")).strip()
    return _UNIT.sub("", words)


def _by_title(titles: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, names in titles.items():
        for name in names.split("|"):
            found.setdefault(title_key(name), field)
    return found


_FIELDS = {
    Subject.PATIENTS: _by_title(PATIENT_TITLES),
    Subject.VISITS: _by_title(VISIT_TITLES),
    Subject.PRICES: _by_title(PRICE_TITLES),
    Subject.APPOINTMENTS: _by_title(APPOINTMENT_TITLES),
}
KNOWN_FIELDS = {
    Subject.PATIENTS: tuple(PATIENT_TITLES),
    Subject.VISITS: tuple(VISIT_TITLES),
    Subject.PRICES: tuple(PRICE_TITLES),
    Subject.APPOINTMENTS: tuple(APPOINTMENT_TITLES),
}


def field_of(title: str, subject: Subject) -> str | None:
    """The field a column title stands for, or None where it is not known."""
    return _FIELDS[subject].get(title_key(title))
