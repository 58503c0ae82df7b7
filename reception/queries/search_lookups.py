"""The statements of the search: ranges over folded keys, each answered by an index.

A prefix is the range from itself to itself followed by the last code point: SQLite's LIKE and
LOWER fold ASCII only and use no index here (design/stack.md 3.5).  They are plain SQL, because a
keystroke asks a dozen of them and has five milliseconds for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from reception.queries.search_text import CARD_DIGITS

LAST = "\U0010ffff"
MOST_WORDS = 5
_KEYS = frozenset({"name_key", "first_key", "patronymic_key"})
_PAGE = 400
MOST_COUNTED = 3000
_COUNT_KEYS = " UNION ALL ".join(
    f"SELECT count(*) FROM (SELECT 1 FROM patient WHERE {key} >= ? AND {key} < ? LIMIT ?)"  # noqa: S608 - names of ours
    for key in sorted(_KEYS)
)

Owner = tuple[int, str, int]
"""A patient, the digits of a phone, and the household."""


class Lookups:
    """What the search asks, over the connection of one session."""

    def __init__(self, session: Session) -> None:
        raw: Any = session.connection().connection.dbapi_connection
        self._ask = raw.execute

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """The rows of a statement."""
        found: list[Any] = self._ask(statement, values).fetchall()
        return found

    def _ids(self, statement: str, *values: Any) -> list[int]:
        return [row[0] for row in self._ask(statement, values).fetchall()]

    # --- names

    def by_prefix(self, key: str, word: str, others: Sequence[str], most: int) -> list[int]:
        """Patients whose key ("name_key", "first_key", …) begins with `word` and holds the others."""
        if key not in _KEYS:
            raise ValueError(key)
        holds = f" AND instr(' ' || {key}, ?) > 0" * len(others)
        return self._ids(
            f"SELECT id FROM patient WHERE {key} >= ? AND {key} < ?{holds}"  # noqa: S608 - a name of ours
            f" ORDER BY {key} LIMIT ?",
            word,
            word + LAST,
            *(f" {other}" for other in others),
            most,
        )

    def how_common(self, word: str) -> int:
        """How many names begin with `word`, of any kind, counted to MOST_COUNTED each."""
        asked = (word, word + LAST, MOST_COUNTED)
        return sum(self._ids(_COUNT_KEYS, *asked, *asked, *asked))

    def by_inner_word(self, word: str, others: Sequence[str], most: int) -> list[int]:
        """Patients with a long name (see `NameWord`) of which any word begins with `word`."""
        holds = " AND instr(' ' || name_key, ?) > 0" * len(others)
        table = "name_word JOIN patient ON id = patient_id" if others else "name_word"
        return self._ids(
            f"SELECT DISTINCT patient_id FROM {table}"  # noqa: S608 - question marks
            f" WHERE word >= ? AND word < ?{holds} LIMIT ?",
            word,
            word + LAST,
            *(f" {other}" for other in others),
            most,
        )

    def of_surname(self, surname: str, most: int) -> list[tuple[int, str]]:
        """Patients with exactly this first word in their key, and the key."""
        return self.rows(
            "SELECT id, name_key FROM patient WHERE name_key >= ? AND name_key < ?"
            " ORDER BY name_key LIMIT ?",
            surname,
            surname + "!",
            most,
        )

    def former_names(self, word: str, most: int) -> list[tuple[int, str]]:
        """Patients who once had a surname that begins with `word`, and that surname."""
        return self.rows(
            "SELECT patient_id, last_name FROM former_name WHERE name_key >= ? AND name_key < ?"
            " ORDER BY name_key LIMIT ?",
            word,
            word + LAST,
            most,
        )

    def name_key(self, patient_id: int) -> str:
        """The key of one patient."""
        found = self.rows("SELECT name_key FROM patient WHERE id = ?", patient_id)
        return str(found[0][0]) if found else ""

    def near_surnames(self, word: str) -> list[str]:
        """Surnames that share their beginning or their last four letters with `word`.

        One slip leaves one of the two alone: it stands in the last four letters, or before them.
        """
        start = word[: max(1, len(word) - 4)]
        found = self.rows(
            "SELECT word FROM surname_word WHERE word >= ? AND word < ?"
            " UNION SELECT word FROM surname_word WHERE ending = ?",
            start,
            start + LAST,
            word[-4:],
        )
        return [row[0] for row in found]

    # --- digits

    def phones_ending(self, digits: str, most: int) -> list[Owner]:
        """Owner, digits and household of the phones that end so."""
        found = self._phones("reversed_digits", digits[::-1], most)
        return [(owner, phone[::-1], household) for owner, phone, household in found]

    def phones_starting(self, digits: str, most: int) -> list[Owner]:
        """Owner, digits and household of the phones that begin so, country code first."""
        return self._phones("digits", digits, most)

    def _phones(self, column: str, start: str, most: int) -> list[Owner]:
        """The first `most` of them in the order of the index, by name; as the column writes them."""
        return self.rows(
            f"SELECT patient_id, phone.{column}, household_id FROM (SELECT patient_id, {column}"  # noqa: S608 - a column of ours
            f" FROM patient_phone WHERE {column} >= ? AND {column} < ? LIMIT ?) AS phone"
            " JOIN patient ON patient.id = patient_id ORDER BY name_key",
            start,
            start + LAST,
            most,
        )

    def represented_by(self, digits: str, most: int) -> list[tuple[int, str, str]]:
        """For whom somebody who is no patient acts, whose phone ends so: patient, name, phone."""
        return self.rows(
            "SELECT patient_id, name, phone FROM representative WHERE until IS NULL AND id IN"
            " (SELECT id FROM representative WHERE phone > '' AND substr(phone, ?) = ?)"
            " ORDER BY id LIMIT ?",
            -len(digits),
            digits,
            most,
        )

    def members_of(self, households: Sequence[int], most: int) -> list[tuple[int, int]]:
        """Everybody of these households: patient and household."""
        found: list[tuple[int, int]] = []
        for start in range(0, len(households), _PAGE):
            some = households[start : start + _PAGE]
            found += self.rows(
                f"SELECT id, household_id FROM patient WHERE household_id IN ({_marks(some)})"  # noqa: S608 - question marks
                " LIMIT ?",
                *some,
                most,
            )
        return sorted(found)[:most]

    def cards(self, digits: str, most: int) -> list[tuple[int, str]]:
        """Holder and number of the cards with these twelve digits, or ending in fewer."""
        if len(digits) == CARD_DIGITS:
            return self.rows(
                "SELECT holder_id, number FROM card WHERE number = ? AND holder_id IS NOT NULL",
                digits,
            )
        return self.rows(
            "SELECT holder_id, number FROM card WHERE number_end = ? AND substr(number, ?) = ?"
            " AND holder_id IS NOT NULL LIMIT ?",
            digits[-4:],
            -len(digits),
            digits,
            most,
        )

    def numbered(self, text: str) -> list[tuple[int, str, int]]:
        """Who has this number in the clinic's lists: patient, number, and 1 where it was merged."""
        return self.rows(
            "SELECT coalesce(merged_into_id, id), external_id, merged_into_id IS NOT NULL"
            " FROM patient WHERE external_id = ?",
            text,
        )

    def born_on(self, day: date, most: int) -> list[int]:
        """Patients born on a day."""
        return self._ids(
            "SELECT id FROM patient WHERE birth_date = ? ORDER BY name_key LIMIT ?",
            day.isoformat(),
            most,
        )

    def born_in_year(self, patients: Sequence[int], year: int) -> set[int]:
        """Those of these patients who were born in a year."""
        if not 1900 <= year <= 9999:
            return set()
        return {
            number
            for start in range(0, len(patients), _PAGE)
            for (number,) in self.rows(
                f"SELECT id FROM patient WHERE id IN ({_marks(patients[start : start + _PAGE])})"  # noqa: S608 - question marks
                " AND birth_date BETWEEN ? AND ?",
                *patients[start : start + _PAGE],
                f"{year}-01-01",
                f"{year}-12-31",
            )
        }

    # --- what a page of rows shows

    def people(self, patients: Sequence[int]) -> dict[int, Any]:
        """Id, names, birth date (ISO), household and mark of these patients."""
        return {
            row[0]: row
            for row in self.rows(
                "SELECT id, last_name, first_name, patronymic, birth_date, household_id,"  # noqa: S608 - question marks
                f" namesake_exists FROM patient WHERE id IN ({_marks(patients)})",
                *patients,
            )
        }

    def sizes(self, households: Sequence[int]) -> dict[int, int]:
        """How many people belong to each of these households."""
        return dict(
            self.rows(
                "SELECT household_id, count(*) FROM patient"  # noqa: S608 - question marks
                f" WHERE household_id IN ({_marks(households)}) GROUP BY household_id",
                *households,
            )
        )

    def with_shared_phone(self, patients: Sequence[int]) -> set[int]:
        """Those whose phone somebody of another household has, too (situation 3)."""
        return {
            number
            for (number,) in self.rows(
                "SELECT DISTINCT phone.patient_id FROM patient_phone AS phone"  # noqa: S608 - question marks
                " JOIN patient AS person ON person.id = phone.patient_id"
                " JOIN patient_phone AS other ON other.digits = phone.digits"
                " AND other.patient_id <> phone.patient_id"
                " JOIN patient AS stranger ON stranger.id = other.patient_id"
                f" WHERE phone.patient_id IN ({_marks(patients)})"
                " AND stranger.household_id <> person.household_id",
                *patients,
            )
        }


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))
