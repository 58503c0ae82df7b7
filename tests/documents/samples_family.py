"""The papers of families of the made-up clinics: a power of attorney, a split of an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from reception.documents import payloads as p
from reception.documents import payloads_family as f
from reception.translation import Language
from reception.values.choices import PaperKind
from reception.values.family_choices import TrustScope

PEOPLE = {
    Language.RU: ("Соколова Мария Петровна", "Соколов Иван Олегович", "Соколова Вера Ивановна"),
    Language.UK: ("Гриценко Марія Петрівна", "Гриценко Іван Олегович", "Гриценко Віра Іванівна"),
    Language.EN: ("O’Connor Mary", "O’Connor John", "O’Connor Vera"),
}
GRANDMOTHER = {
    Language.RU: "Соколова Нина Павловна",
    Language.UK: "Гриценко Ніна Павлівна",
    Language.EN: "O’Connor Nina",
}


def papers(language: Language, imprint: p.Imprint, clinic: p.Requisites, edition: p.Edition) -> Any:
    """Each paper of families by its kind."""
    mother, father, child = PEOPLE[language]
    return {
        PaperKind.POWER_OF_ATTORNEY: f.PowerOfAttorney(
            imprint,
            clinic,
            p.Person(child, date(2019, 3, 8)),
            p.Person(mother, date(1985, 5, 3)),
            guardian_phone="+7 913 200-10-10",
            trusted=GRANDMOTHER[language],
            scope=(TrustScope.ACCOMPANY, TrustScope.INFORM),
            expires_on=date(2027, 11, 2),
            own_consent_from=14 if language is Language.UK else 15,
        ),
        PaperKind.ACCOUNT_CHANGE: f.AccountChange(
            imprint,
            clinic,
            edition,
            f.ChangeKind.SPLIT,
            "000012",
            p.Person(mother, date(1985, 5, 3)),
            (p.Person(father, date(1983, 1, 9)),),
            (f.PartyShare(father, 420, children=child),),
            stays=421,
        ),
    }
