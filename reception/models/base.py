"""The declarative base: column types, naming of constraints, and the append-only mixin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Column, DateTime, Enum, Integer, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from reception.changes import Topic
from reception.values.chain import chain_hash

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# The mark of a column that a chained table got after its first release (see `Chained`).
CAME_LATER = {"came_later": True}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware and in UTC in Python, naive UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's signature
    ) -> datetime | None:
        """Naive UTC for the database; raises ValueError for a naive instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instants are aware; a naive one was given")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's signature
    ) -> datetime | None:
        """Aware UTC for Python."""
        return None if value is None else value.replace(tzinfo=UTC)


class Minor(TypeDecorator[int]):
    """Money in integer minor units, up to 63 bits."""

    impl = BigInteger
    cache_ok = True


def _values(choices: type[StrEnum]) -> list[str]:
    return [choice.value for choice in choices]


class Base(DeclarativeBase):
    """Every mapped class; `topic` tells which pages a change of it concerns."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=False,
            length=32,
            values_callable=_values,
        ),
    }
    topic: ClassVar[Topic | None] = None
    audited: ClassVar[bool] = True


class Chained:
    """A row of an append-only table: numbered, never changed, sealed by the hash chain.

    `UnitOfWork.append` gives it its number and hash; triggers refuse updates and deletions.
    A column that came after the table's first release is nullable, carries `info=CAME_LATER`,
    and enters the hash only where it has a value: rows sealed before it keep their hash.
    """

    append_only: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    def seal(self, previous: str) -> None:
        """Take the place after the row whose hash is `previous`; defaults are filled in first."""
        for column in self.__table__.columns:  # type: ignore[attr-defined]
            if getattr(self, column.key) is None and column.default is not None:
                setattr(self, column.key, column.default.arg)
        self.previous_hash = previous
        self.hash = chain_hash(previous, self.sealed_payload())

    def sealed_payload(self) -> dict[str, Any]:
        """Every column but the hashes, as JSON values."""
        columns = self.__table__.columns  # type: ignore[attr-defined]
        return sealed_row(
            (column, getattr(self, column.key))
            for column in columns
            if column.key not in ("previous_hash", "hash")
        )


def sealed_row(cells: Iterable[tuple[Column[Any], Any]]) -> dict[str, Any]:
    """What enters the hash of a row: its values, without columns that came later and are empty."""
    return {
        column.key: sealed_value(value)
        for column, value in cells
        if value is not None or not column.info.get("came_later")
    }


def sealed_value(value: Any) -> Any:
    """A column's value as it enters the hash."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value


__all__ = [
    "CAME_LATER",
    "Base",
    "Chained",
    "Minor",
    "Text",
    "UtcDateTime",
    "sealed_row",
    "sealed_value",
]
