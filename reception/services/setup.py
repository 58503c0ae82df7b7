"""The first start: the clinic, its programme as version 1, and its first supervisor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import CardSeries, Clinic, ProgrammeVersion, ServiceGroup, Staff
from reception.rules.service_names import STANDARD_GROUPS
from reception.rules.starter import starter_terms
from reception.rules.terms import canonical_json, terms_hash
from reception.services.secrets import hash_secret
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.choices import Country, Job, Role, VersionStatus
from reception.values.ids import StaffId

FIRST_SERIES = 10
TIME_ZONES = {Country.RU: "Europe/Moscow", Country.UA: "Europe/Kyiv", Country.OTHER: "Europe/Kyiv"}
CURRENCIES = {Country.RU: "RUB", Country.UA: "UAH", Country.OTHER: "EUR"}
LANGUAGES = {Country.RU: Language.RU, Country.UA: Language.UK, Country.OTHER: Language.EN}


@dataclass(frozen=True)
class NewClinic:
    """What the first start asks.

    `programme_since` is the day the programme started for patients where it is older than the
    program; None lets the imported history tell it.
    """

    name: str
    country: Country
    currency: str
    time_zone: str
    language: Language
    programme_since: date | None = None
    is_demonstration: bool = False

    @classmethod
    def of_country(cls, name: str, country: Country) -> NewClinic:
        """A clinic with the country's own currency, time zone and language."""
        return cls(name, country, CURRENCIES[country], TIME_ZONES[country], LANGUAGES[country])


def create_clinic(uow: UnitOfWork, *, clinic: NewClinic, terms_text: str) -> Done[int]:
    """Lay down the clinic with the starter programme in force from today as version 1.

    `terms_text` is the TOML of the starter terms.  Raises Refused where there is a clinic
    already, InvalidInput where the name is empty or the terms cannot be read.
    """
    if uow.find.clinic() is not None:
        raise Refused(msg("There is a clinic in this folder already."), code="clinic_exists")
    if not clinic.name.strip():
        raise InvalidInput(msg("Enter the name of the clinic."), field="name")
    row = Clinic(
        name=clinic.name.strip(),
        country=clinic.country,
        currency=clinic.currency,
        time_zone=clinic.time_zone,
        language=clinic.language,
        programme_since=clinic.programme_since,
        is_demonstration=clinic.is_demonstration,
        created_at=uow.now,
    )
    uow.add(row)
    for code, name in STANDARD_GROUPS.items():
        uow.session.add(ServiceGroup(code=code, name=name.in_language(clinic.language)))
    uow.session.add(CardSeries(series=FIRST_SERIES, last_serial=0))
    terms = starter_terms(
        terms_text,
        valid_from=uow.today,
        country=clinic.country,
        currency=clinic.currency,
        time_zone=clinic.time_zone,
    )
    uow.add(
        ProgrammeVersion(
            number=terms.version.number,
            valid_from=terms.version.valid_from,
            valid_until=terms.version.valid_until,
            status=VersionStatus.PUBLISHED,
            terms=canonical_json(terms),
            terms_hash=terms_hash(terms),
            created_at=uow.now,
            published_at=uow.now,
        )
    )
    uow.about("clinic", row.id)
    return Done(row.id, msg("The clinic is set up."))


def add_staff(
    uow: UnitOfWork,
    *,
    login: str,
    name: str,
    role: Role,
    job: Job,
    password: str = "",
    pin: str = "",
) -> Done[StaffId]:
    """Add a member of staff; the key ring is wrapped for them by the caller.

    Raises InvalidInput for an empty login or name, a password under 8 characters or a PIN that
    is not 4 to 8 digits, Refused where somebody without a supervisor's rights tries it.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor adds members of staff."), code="not_allowed")
    login, name = login.strip(), name.strip()
    if not login:
        raise InvalidInput(msg("Enter a login."), field="login")
    if not name:
        raise InvalidInput(msg("Enter the name."), field="name")
    if uow.find.staff_with_login(login) is not None:
        raise InvalidInput(msg("Another member of staff already has this login."), field="login")
    row = Staff(
        login=login,
        name=name,
        role=role,
        job=job,
        password_hash=hash_secret(checked_password(password)) if password else "",
        pin_hash=hash_secret(checked_pin(pin)) if pin else "",
        created_at=uow.now,
    )
    uow.add(row)
    uow.about("staff", row.id)
    return Done(StaffId(row.id), msg("{name} can work at the desk.", name=name))


def checked_password(password: str) -> str:
    """The password itself; raises InvalidInput where it is too short."""
    if len(password) < 8:
        raise InvalidInput(
            msg("The password is too short. Allowed: at least 8 characters."), field="password"
        )
    return password


def checked_pin(pin: str) -> str:
    """The PIN itself; raises InvalidInput where it is not 4 to 8 digits."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise InvalidInput(msg("The PIN is wrong. Allowed: 4 to 8 digits."), field="pin")
    return pin
