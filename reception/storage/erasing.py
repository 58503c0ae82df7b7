"""Erasing a person's words from the file: statements that leave no old value in the audit log.

Sealed rows are redacted: first a sealed redaction says what will stand there, then the row
changes to exactly that, which its trigger allows (docs/decisions/0018-erasure-and-sealed-rows.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import JSON, ColumnElement, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from reception.models import AuditRow, Base, Redaction
from reception.models.base import sealed_row
from reception.progress import Progress
from reception.rules.erasure import key_digest
from reception.rules.names import fold
from reception.rules.redaction import Subject, redact_difference, scrub, scrub_json
from reception.storage.chains import WHOLE_ROW
from reception.storage.outdated import ERASED_PAYLOAD
from reception.storage.personal_words import (
    AS_SOMEBODY,
    DELETED,
    KEPT_WORDS,
    emptied,
    owner_columns,
    table_words,
    text_columns,
    unnamed_tables,
)
from reception.storage.schema import REDACTABLE
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.chain import chain_hash

_AT_ONCE = 2000
_PATIENT_EMPTY: dict[str, Any] = {
    "external_id": None,
    "first_name": "",
    "patronymic": "",
    "no_patronymic": True,
    "name_as_given": "",
    "name_key": "",
    "first_key": "",
    "patronymic_key": "",
    "birth_date": None,
    "sex": None,
    "form_of_address": "",
    "email": "",
    "address": "",
    "source": "",
    "comment": "",
    "first_visit_known": None,
    "guardian_id": None,
    "prefers_silence": False,
    "do_not_mention": True,
    "drink": "",
    "background": None,
    "large_print": False,
    "hard_of_hearing": False,
    "poor_sight": False,
    "written_prompt": False,
    "no_surname": False,
    "namesake_exists": False,
    "deceased_on": None,
    "opted_out": True,
    "contact_paused_until": None,
    "import_run_id": None,
}


@dataclass
class ErasedWhat:
    """What was erased where: how many rows of which table and columns, and her old keys."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def add(self, what: str, table: str, rows: int, columns: Iterable[str] = ()) -> None:
        """One line of the log; nothing where no row was concerned."""
        if rows:
            self.lines.append(
                {"what": what, "table": table, "rows": rows, "columns": sorted(columns)}
            )


class Eraser:
    """Erases one person in one unit of work."""

    def __init__(self, uow: UnitOfWork, patient_id: int, erasure_id: int) -> None:
        self._uow = uow
        self._session: Session = uow.session
        self._patient_id = patient_id
        self._erasure_id = erasure_id
        self._tables = table_words()
        self.done = ErasedWhat()

    def erase(self, progress: Progress | None = None) -> ErasedWhat:
        """Erase everything; the log says what, and never what stood there."""
        self._session.flush()
        self._session.connection().exec_driver_sql("PRAGMA secure_delete = ON")
        subject = self._subject()
        self._forget_lists()
        self._empty_rows()
        self._scrub_texts(subject)
        self._redact_audit(subject, progress)
        self._redact_sealed(subject)
        self._delete_rows()
        self._make_pseudonymous()
        self._forget_surnames(subject)
        self._session.expire_all()
        self._uow.overwrites = True
        return self.done

    # --- Who she was -------------------------------------------------------------------------

    def _subject(self) -> Subject:
        patient = _table("patient")
        me = (
            self._session.execute(select(patient).where(patient.c.id == self._patient_id))
            .mappings()
            .one()
        )
        former = _table("former_name")
        surnames = [
            me["last_name"],
            *self._session.scalars(
                select(former.c.last_name).where(former.c.patient_id == self._patient_id)
            ),
        ]
        first, second = me["first_name"], me["patronymic"]
        pairs = {f"{last} {first}" for last in surnames if last and first}
        pairs |= {f"{first} {last}" for last in surnames if last and first}
        if first and second:
            pairs.add(f"{first} {second}")
        phone = _table("patient_phone")
        digits = self._session.scalars(
            select(phone.c.digits).where(phone.c.patient_id == self._patient_id)
        )
        return Subject(
            self._patient_id,
            names=frozenset(one for one in (*surnames, first, second) if one),
            full_names=frozenset(pairs),
            digits=frozenset(digits),
            others=frozenset(one for one in (me["email"], me["address"]) if one),
            owned={
                table.name: frozenset(self._session.scalars(select(table.c.id).where(mine)))
                for table, mine in self._hers()
                if "id" in table.c
            },
        )

    def _hers(self) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        yield _table("patient"), _table("patient").c.id == self._patient_id
        for table in (*unnamed_tables(), *map(_table, DELETED)):
            yield table, self._owned(table)

    def _owned(self, table: Table) -> ColumnElement[bool]:
        return or_(*(table.c[owner] == self._patient_id for owner in owner_columns(table)))

    # --- Rows that may change ----------------------------------------------------------------

    def _forget_lists(self) -> None:
        """What imported lists said of her and of her visits; of her keys only a digest stays."""
        rows, visit = _table("imported_row"), _table("visit")
        visits = select(visit.c.id).where(visit.c.patient_id == self._patient_id)
        hers = or_(
            (rows.c.kind == "patients") & (rows.c.subject_id == self._patient_id),
            (rows.c.kind == "visits") & rows.c.subject_id.in_(visits),
        )
        found = self._session.execute(select(rows.c.kind, rows.c.key).where(hers)).all()
        self.done.keys = [key_digest(kind, key) for kind, key in found if kind == "patients"]
        number = self._session.scalar(
            select(_table("patient").c.external_id).where(
                _table("patient").c.id == self._patient_id
            )
        )
        if number:
            self.done.keys.append(key_digest("patients", number))
        self.done.keys = sorted(set(self.done.keys))
        self._run("deleted", rows, delete(rows).where(hers))
        draft = _table("draft")
        hers = draft.c.subject == f"patient:{self._patient_id}"
        names = [f"visit:{one}" for one in self._session.scalars(visits)]
        for part in _parts(names):
            self._run("deleted", draft, delete(draft).where(draft.c.subject.in_(part)))
        self._run("deleted", draft, delete(draft).where(hers))
        run = _table("import_run")
        for number, before in self._session.execute(select(run.c.id, run.c.before)).all():
            kept = {
                kind: {key: one for key, one in rows_.items() if key != str(self._patient_id)}
                if kind in ("patients", "phones") and isinstance(rows_, dict)
                else rows_
                for kind, rows_ in before.items()
            }
            if kept != before:
                statement = update(run).where(run.c.id == number).values(before=kept)
                self._run("emptied", run, statement, ("before",))

    def _empty_rows(self) -> None:
        for table in unnamed_tables():
            columns = text_columns(table)
            if not columns:
                continue
            values = {one.name: emptied(one) for one in columns}
            if table.name == "paper":
                values["payload"] = ERASED_PAYLOAD
            if table.name == "consent":
                values.pop("proof", None)  # says in which folder the signed sheet lies
            for kept in KEPT_WORDS.get(table.name, ()):
                values.pop(kept, None)
            if values:
                statement = update(table).where(self._owned(table)).values(values)
                self._run("emptied", table, statement, values)
        for name, (owner, words) in AS_SOMEBODY.items():
            table = _table(name)
            values = dict.fromkeys(words, "")
            statement = update(table).where(table.c[owner] == self._patient_id).values(values)
            self._run("emptied", table, statement, words)

    def _scrub_texts(self, subject: Subject) -> None:
        """Her names in texts of other rows: companions, reasons, notes, begun forms."""
        skipped = {*REDACTABLE, *DELETED, "patient", "redaction", "imported_row", "erasure"}
        for table in Base.metadata.sorted_tables:
            if table.name in skipped or "id" not in table.c:
                continue
            kept_in = [table.c.kept_in] if "kept_in" in table.c else []
            for column in (*text_columns(table), *kept_in):
                self._scrub_column(table, column, subject)
        for name, words in KEPT_WORDS.items():
            self._scrub_own(_table(name), words, subject)

    def _scrub_own(self, table: Table, words: Iterable[str], subject: Subject) -> None:
        """Words of hers that stay: without any of her names or numbers."""
        mine = select(table).where(self._owned(table))
        for row in self._session.execute(mine).mappings().all():
            new = {word: scrub(row[word] or "", subject, about_her=True) for word in words}
            self._session.execute(update(table).where(table.c.id == row["id"]).values(new))
            self.done.add("scrubbed", table.name, 1, words)

    def _scrub_column(self, table: Table, column: Any, subject: Subject) -> None:
        is_json = isinstance(column.type, JSON)
        query = select(table.c.id, column)
        if not is_json:  # SQLite compares Cyrillic exactly; that is enough to find candidates
            stems = [pair.split()[0][:-1] for pair in subject.full_names] + list(subject.others)
            query = query.where(or_(*(column.contains(one, autoescape=True) for one in stems)))
            if not stems:
                return
        changed = 0
        for number, text in self._session.execute(query).all():
            new: Any
            if is_json:
                new = scrub_json(text, subject, about_her=_names_her(text, subject))
            else:
                new = scrub(text or "", subject, about_her=False)
            if new != text:
                self._session.execute(
                    update(table).where(table.c.id == number).values({column.name: new})
                )
                changed += 1
        self.done.add("scrubbed", table.name, changed, (column.name,))

    def _delete_rows(self) -> None:
        for name in DELETED:
            table = _table(name)
            self._run("deleted", table, delete(table).where(self._owned(table)))

    def _make_pseudonymous(self) -> None:
        patient = _table("patient")
        values = _PATIENT_EMPTY | {
            "last_name": f"№ {self._patient_id}",
            "erased_on": self._uow.today,
        }
        for extra in ("deceased_source", "last_visit_known", "visits_known", "household_since"):
            if extra in patient.c:
                values[extra] = "" if extra == "deceased_source" else None
        self._session.execute(
            update(patient)
            .where(patient.c.guardian_id == self._patient_id)
            .values(guardian_id=None)
        )
        statement = update(patient).where(patient.c.id == self._patient_id).values(values)
        self._run("emptied", patient, statement, values)

    def _forget_surnames(self, subject: Subject) -> None:
        """Words of surnames that nobody else has leave the list in which slips are looked for."""
        word, patient = _table("surname_word"), _table("patient")
        for first in {fold(name).split(" ")[0] for name in subject.names if fold(name)}:
            others = select(patient.c.id).where(
                or_(
                    patient.c.name_key == first,
                    patient.c.name_key.between(first + " ", first + "!"),
                )
            )
            statement = delete(word).where(word.c.word == first, ~others.exists())
            self._run("deleted", word, statement)

    def _run(self, what: str, table: Table, statement: Any, columns: Iterable[str] = ()) -> None:
        count = self._session.execute(statement).rowcount  # type: ignore[attr-defined]
        self.done.add(what, table.name, count, columns)

    # --- Sealed rows -------------------------------------------------------------------------

    def _redact_audit(self, subject: Subject, progress: Progress | None) -> None:
        audit = _table("audit")
        total = self._uow.last_number(AuditRow)

        def change(row: dict[str, Any]) -> dict[str, str]:
            if progress is not None and row["id"] % _AT_ONCE == 0:
                progress.report(row["id"], total, msg("Reading the audit log…"))
            about = (row["subject_kind"], row["subject_id"])
            new = redact_difference(row["difference"], subject, self._tables, about=about)
            return {} if new is None else {"difference": new}

        self._redact(audit, change)

    def _redact_sealed(self, subject: Subject) -> None:
        for name in REDACTABLE:
            if name != "audit":
                self._redact(_table(name), partial(self._sealed_words, name, subject))

    def _sealed_words(self, name: str, subject: Subject, row: dict[str, Any]) -> dict[str, str]:
        """What stands from now on in the texts of a sealed row, where it is anything else."""
        hers = any(row[owner] == self._patient_id for owner in owner_columns(_table(name)))
        hers = hers or row.get("card_id") in subject.owned.get("card", frozenset())
        whole = hers and name in ("mention", "visit_trace")
        found: dict[str, str] = {}
        for column in REDACTABLE[name]:
            text = row[column] or ""
            new = "" if whole else scrub(text, subject, about_her=hers)
            if new != text:
                found[column] = new
        return found

    def _redact(self, table: Table, change: Callable[[dict[str, Any]], dict[str, str]]) -> None:
        """Announce and carry out what `change` says of each row of a sealed table."""
        found: list[tuple[dict[str, Any], dict[str, str]]] = []
        rows = self._session.execute(select(table).order_by(table.c.id)).mappings()
        for part in rows.partitions(_AT_ONCE):
            for one in part:
                row = dict(one)
                words = change(row)
                if words:
                    found.append((row, words))
        columns = [one for one in table.columns if one.name not in ("previous_hash", "hash")]
        announced: list[dict[str, Any]] = []
        for row, words in found:
            after = row | words
            seal = chain_hash(
                row["previous_hash"], sealed_row((one, after[one.name]) for one in columns)
            )
            announced += [
                {
                    "table_name": table.name,
                    "row_id": row["id"],
                    "column_name": column,
                    "content": content,
                    "erasure_id": self._erasure_id,
                    "recorded_at": self._uow.now,
                }
                for column, content in (*words.items(), (WHOLE_ROW, seal))
            ]
        self._uow.append_bulk(Redaction, announced)
        for row, words in found:
            self._session.execute(update(table).where(table.c.id == row["id"]).values(words))
        self.done.add("redacted", table.name, len(found), {one for _, w in found for one in w})


def _names_her(cells: Any, subject: Subject) -> bool:
    """Whether a row of a list names her, with surname and name in cells of their own."""
    if not isinstance(cells, list) or subject.everywhere is None:
        return False
    return subject.everywhere.search(" ".join(str(cell) for cell in cells)) is not None


def merged_into(session: Session, patient_id: int) -> list[int]:
    """Records that were joined to a person's: they still hold what she was called there."""
    patient = _table("patient")
    return list(session.scalars(select(patient.c.id).where(patient.c.merged_into_id == patient_id)))


def erased_keys(session: Session) -> frozenset[str]:
    """Digests of the list keys of everybody who was erased (`rules.erasure.key_digest`)."""
    erasure = _table("erasure")
    stored = session.scalars(select(erasure.c["keys"]).where(erasure.c.done_at.is_not(None)))
    return frozenset(digest for text in stored for digest in json.loads(text))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _parts(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), 500):
        yield names[start : start + 500]
