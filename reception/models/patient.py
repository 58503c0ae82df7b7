"""Patients, their phones and former names, and the household they belong to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from reception.changes import Topic
from reception.models.base import Base
from reception.rules.names import patronymic_key
from reception.translation import Language
from reception.values.choices import Background, Relation, Sex


class Household(Base):
    """A family as the clinic knows it; everybody is in exactly one, alone or together.

    Its points account, once somebody joins, is `Account`.
    """

    __tablename__ = "household"
    topic = Topic.HOUSEHOLDS

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"), index=True)


def _patronymic_key_of_row(context: Any) -> str:
    return patronymic_key(context.get_current_parameters()["first_key"])


class Patient(Base):
    """A person.

    `name_key` is the folded "last first patronymic" that the search reads, `first_key` the
    folded "first patronymic last", so that name order is free; `patronymic_key`, "patronymic
    last first", follows from it by itself.  `first_visit_known`, `last_visit_known` and
    `visits_known` are what an earlier program told where its visits were not imported.
    """

    __tablename__ = "patient"
    __table_args__ = (
        Index("ix_patient_birth_date", "birth_date"),
        Index("ix_patient_name_key", "name_key"),
        Index("ix_patient_first_key", "first_key"),
        Index("ix_patient_patronymic_key", "patronymic_key"),
        Index("ix_patient_email", "email", sqlite_where=sql("email <> ''")),
    )
    topic = Topic.PATIENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str | None] = mapped_column(String(80), unique=True)
    last_name: Mapped[str] = mapped_column(String(200))
    first_name: Mapped[str] = mapped_column(String(200), default="")
    patronymic: Mapped[str] = mapped_column(String(200), default="")
    no_patronymic: Mapped[bool] = mapped_column(default=False)
    name_as_given: Mapped[str] = mapped_column(String(600), default="")
    name_key: Mapped[str] = mapped_column(String(600))
    first_key: Mapped[str] = mapped_column(String(600))
    patronymic_key: Mapped[str] = mapped_column(String(600), default=_patronymic_key_of_row)
    birth_date: Mapped[date | None]
    sex: Mapped[Sex | None]
    language: Mapped[Language]
    form_of_address: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(String(120), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    first_visit_known: Mapped[date | None]
    last_visit_known: Mapped[date | None]
    visits_known: Mapped[int | None]
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    relation: Mapped[Relation] = mapped_column(default=Relation.HEAD)
    household_since: Mapped[date | None]
    guardian_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    prefers_silence: Mapped[bool] = mapped_column(default=False)
    do_not_mention: Mapped[bool] = mapped_column(default=False)
    refuses_data: Mapped[bool] = mapped_column(default=False)
    drink: Mapped[str] = mapped_column(String(60), default="")
    background: Mapped[Background | None]
    large_print: Mapped[bool] = mapped_column(default=False)
    hard_of_hearing: Mapped[bool] = mapped_column(default=False)
    poor_sight: Mapped[bool] = mapped_column(default=False)
    written_prompt: Mapped[bool] = mapped_column(default=False)
    no_surname: Mapped[bool] = mapped_column(default=False)
    namesake_exists: Mapped[bool] = mapped_column(default=False)
    deceased_on: Mapped[date | None]
    deceased_source: Mapped[str] = mapped_column(String(200), default="", server_default="")
    opted_out: Mapped[bool] = mapped_column(default=False)
    contact_paused_until: Mapped[date | None]
    erased_on: Mapped[date | None]
    created_at: Mapped[datetime]
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)

    phones: Mapped[list[PatientPhone]] = relationship(
        order_by="PatientPhone.position", cascade="all, delete-orphan"
    )

    @validates("first_key")
    def _first_key_changes(self, _name: str, key: str) -> str:
        self.patronymic_key = patronymic_key(key)
        return key

    @property
    def full_name(self) -> str:
        """Surname, name and patronymic as they are written."""
        return " ".join(p for p in (self.last_name, self.first_name, self.patronymic) if p)

    @property
    def spoken_name(self) -> str:
        """Name and patronymic in the nominative, to speak of the person: never to call her."""
        spoken = " ".join(part for part in (self.first_name, self.patronymic) if part)
        return spoken or self.last_name

    @property
    def address_form(self) -> str:
        """How the person is addressed: the stored form, else name and patronymic.

        In Ukrainian only the stored form, which is the vocative; nothing is declined here.
        """
        if self.form_of_address or self.language is Language.UK:
            return self.form_of_address
        return self.spoken_name


class PatientPhone(Base):
    """A number of a person; not unique, families share them.  `reversed_digits` finds last digits."""

    __tablename__ = "patient_phone"
    __table_args__ = (
        UniqueConstraint("patient_id", "digits"),
        Index("ix_patient_phone_digits", "digits", "patient_id"),
        Index("ix_patient_phone_reversed_digits", "reversed_digits", "patient_id"),
    )
    topic = Topic.PATIENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    digits: Mapped[str] = mapped_column(String(20))
    reversed_digits: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)


class FormerName(Base):
    """A surname a person had before; the search still finds it."""

    __tablename__ = "former_name"
    topic = Topic.PATIENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    last_name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(600), index=True)
    until: Mapped[date]


class KnownDifferent(Base):
    """Two records that somebody decided are two persons; kept both ways by ordering the ids."""

    __tablename__ = "known_different"
    topic = Topic.PATIENTS

    lower_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    upper_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
