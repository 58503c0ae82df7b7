"""The rows behind two records that are joined: what is read of them, and what moves.

Everything that names the joined record names the main one afterwards; the joined one stays as a
shell with its name and number.  Every touched value is in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, aliased

from reception.errors import Refused
from reception.models import (
    AccountMember,
    Card,
    Draft,
    DuplicatePair,
    FormerName,
    Household,
    ImportedRow,
    KnownDifferent,
    Mention,
    Patient,
    PatientMerge,
    PatientPhone,
    PointsReferral,
    Staff,
    Task,
)
from reception.storage.journal import Journal, references_to
from reception.translation import msg
from reception.values.choices import CardState

_BY_HAND = frozenset(
    {
        ("patient_phone", "patient_id"),
        ("known_different", "lower_id"),
        ("known_different", "upper_id"),
        ("points_referral", "newcomer_id"),
        ("duplicate_pair", "lower_id"),
        ("duplicate_pair", "upper_id"),
        ("patient_merge", "main_id"),
        ("patient_merge", "merged_id"),
    }
)


class MergeStore:
    """Reads and moves rows for `services.merging`, over the session of its unit of work."""

    def __init__(self, session: Session, journal: Journal) -> None:
        self._session = session
        self._journal = journal

    # --- What is read

    def values(self, patient_id: int) -> dict[str, Any]:
        """Every column of a record."""
        table = Patient.__table__
        row = self._session.execute(select(table).where(table.c.id == patient_id)).mappings().one()
        return dict(row)

    def members(self, household_id: int) -> list[int]:
        """Who lives in a household, shells left out."""
        return list(
            self._session.scalars(
                select(Patient.id).where(
                    Patient.household_id == household_id, Patient.merged_into_id.is_(None)
                )
            )
        )

    def membership(self, patient_id: int) -> tuple[int, int] | None:
        """The row and the account on which a person is now."""
        row = self._session.execute(
            select(AccountMember.id, AccountMember.account_id).where(
                AccountMember.patient_id == patient_id, AccountMember.left_on.is_(None)
            )
        ).first()
        return None if row is None else (row[0], row[1])

    def member_rows(self, account_id: int) -> set[int]:
        """The rows of everybody who is or was on an account."""
        return set(
            self._session.scalars(
                select(AccountMember.id).where(AccountMember.account_id == account_id)
            )
        )

    def joined_days(self, member_ids: Sequence[int]) -> list[date]:
        """The days on which these memberships began."""
        return list(
            self._session.scalars(
                select(AccountMember.joined_on).where(AccountMember.id.in_(member_ids))
            )
        )

    def active_cards(self, holder_id: int) -> Sequence[Card]:
        """The cards of a person that are valid, the latest last."""
        return self._session.scalars(
            select(Card)
            .where(Card.holder_id == holder_id, Card.state == CardState.ACTIVE)
            .order_by(Card.issued_at, Card.id)
        ).all()

    def standing_mentions(self, listener_ids: Sequence[int]) -> Sequence[Mention]:
        """What these persons were told and what was not taken back, in order."""
        later = aliased(Mention)
        taken_back = select(later.id).where(later.reverses_id == Mention.id).exists()
        return self._session.scalars(
            select(Mention)
            .where(
                Mention.listener_id.in_(listener_ids), Mention.reverses_id.is_(None), ~taken_back
            )
            .order_by(Mention.id)
        ).all()

    # --- What moves

    def repoint_everything(self, old: int, new: int) -> None:
        """Whatever names the old record names the new one; append-only rows keep their words."""
        for table, column in references_to("patient"):
            if (table, column) not in _BY_HAND:
                self._journal.repoint(table, column, old, new)
        for staff_id in self._session.scalars(select(Staff.id).where(Staff.patient_id == old)):
            self._journal.change("staff", [staff_id], {"patient_id": new})
        self._move_phones(old, new)
        self._move_told_apart(old, new)
        self._move_referral(old, new)
        self._move_imported(old, new)
        self._move_drafts(old, new)
        self._no_tie_to_oneself(new)
        self.forget_pairs(old)

    def _move_phones(self, old: int, new: int) -> None:
        has = set(
            self._session.scalars(select(PatientPhone.digits).where(PatientPhone.patient_id == new))
        )
        last = self._session.scalar(
            select(func.max(PatientPhone.position)).where(PatientPhone.patient_id == new)
        )
        place = -1 if last is None else last
        rows = self._session.execute(
            select(PatientPhone.id, PatientPhone.digits)
            .where(PatientPhone.patient_id == old)
            .order_by(PatientPhone.position, PatientPhone.id)
        ).all()
        for number, digits in rows:
            if digits in has:
                self._journal.remove("patient_phone", [number])
            else:
                place += 1
                moved = {"patient_id": new, "position": place}
                self._journal.change("patient_phone", [number], moved)

    def _move_told_apart(self, old: int, new: int) -> None:
        """Whoever was told apart from either record is told apart from the joined one."""
        rows = self._session.scalars(
            select(KnownDifferent).where(
                or_(KnownDifferent.lower_id == old, KnownDifferent.upper_id == old)
            )
        ).all()
        for row in rows:
            other = row.upper_id if row.lower_id == old else row.lower_id
            decided = {"decided_at": row.decided_at, "decided_by_id": row.decided_by_id}
            self._journal.remove("known_different", [row.lower_id, row.upper_id])
            lower, upper = sorted((new, other))
            known = self._session.scalar(
                select(KnownDifferent.lower_id).where(
                    KnownDifferent.lower_id == lower, KnownDifferent.upper_id == upper
                )
            )
            if other != new and known is None:
                pair = {"lower_id": lower, "upper_id": upper, **decided}
                self._journal.add("known_different", pair)

    def _move_referral(self, old: int, new: int) -> None:
        """The first referral of a newcomer stands (design/terms.md 13)."""
        known = set(
            self._session.scalars(
                select(PointsReferral.newcomer_id).where(PointsReferral.newcomer_id.in_((old, new)))
            )
        )
        if known == {old}:
            self._journal.change("points_referral", [old], {"newcomer_id": new})

    def _move_imported(self, old: int, new: int) -> None:
        """Rows of the clinic's files that meant the old record mean the new one."""
        keys = self._session.execute(
            select(ImportedRow.kind, ImportedRow.key).where(
                ImportedRow.kind == "patients", ImportedRow.subject_id == old
            )
        ).all()
        for kind, key in keys:
            self._journal.change("imported_row", [kind, key], {"subject_id": new})

    def _move_drafts(self, old: int, new: int) -> None:
        """A begun form goes on for the joined person, unless one of that kind is begun there."""
        rows = self._session.execute(
            select(Draft.id, Draft.kind).where(Draft.subject == f"patient:{old}")
        ).all()
        for number, kind in rows:
            begun = self._session.scalar(
                select(Draft.id).where(Draft.kind == kind, Draft.subject == f"patient:{new}")
            )
            if begun is None:
                self._journal.change("draft", [number], {"subject": f"patient:{new}"})

    def _no_tie_to_oneself(self, person: int) -> None:
        """Nobody is her own guardian, trusted person or companion."""
        table = Patient.__table__
        rows = self._session.execute(
            select(table.c.id).where(table.c.id == person, table.c.guardian_id == person)
        ).all()
        for (number,) in rows:
            self._journal.change("patient", [number], {"guardian_id": None})
        for table_name in ("representative", "court_restriction"):
            tie = Patient.metadata.tables[table_name]
            found = self._session.execute(
                select(tie.c.id).where(tie.c.patient_id == person, tie.c.person_id == person)
            ).all()
            for (number,) in found:
                self._journal.remove(table_name, [number])
        visit = Patient.metadata.tables["visit"]
        alone = self._session.execute(
            select(visit.c.id).where(
                visit.c.patient_id == person, visit.c.accompanied_by_id == person
            )
        ).all()
        for (number,) in alone:
            self._journal.change("visit", [number], {"accompanied_by_id": None})

    def forget_pairs(self, patient_id: int) -> None:
        """No pair of a shell stands in the list of likely duplicates; it is made anew on undoing."""
        self._session.query(DuplicatePair).filter(
            or_(DuplicatePair.lower_id == patient_id, DuplicatePair.upper_id == patient_id)
        ).delete(synchronize_session=False)

    def repoint_household(self, old: int, new: int) -> None:
        """Accounts and earlier times of a household belong to another one."""
        for table, column in references_to("household"):
            if table != "patient":
                self._journal.repoint(table, column, old, new)

    def repoint_tasks(self, old_mention: int, new_mention: int) -> None:
        """What a mention opened and is owed follows its copy."""
        rows = self._session.execute(select(Task.id).where(Task.mention_id == old_mention)).all()
        for (number,) in rows:
            self._journal.change("task", [number], {"mention_id": new_mention})

    def cards_to_account(self, old: int, new: int) -> None:
        """The cards of an emptied account lead to its heir."""
        self._journal.repoint("card", "account_id", old, new)

    def new_household(self, values: Mapping[str, Any]) -> int:
        """An empty household, for a shell."""
        return int(self._journal.add(Household.__tablename__, values)[0])

    def add_former(self, values: Mapping[str, Any]) -> None:
        """A surname the joined person is found by, too."""
        self._journal.add(FormerName.__tablename__, values)

    def former_keys(self, patient_id: int) -> set[str]:
        """The folded surnames a person had before."""
        return set(
            self._session.scalars(
                select(FormerName.name_key).where(FormerName.patient_id == patient_id)
            )
        )


# --- The joinings themselves --------------------------------------------------------------------


def find_merge(session: Session, merge_id: int) -> PatientMerge:
    """A joining by its number."""
    return session.get_one(PatientMerge, merge_id)


def later_merge(session: Session, merge: PatientMerge) -> PatientMerge | None:
    """A joining made after this one that one of its records took part in and that still stands."""
    people = (merge.main_id, merge.merged_id)
    return session.scalars(
        select(PatientMerge)
        .where(
            PatientMerge.id > merge.id,
            PatientMerge.undone_at.is_(None),
            or_(PatientMerge.main_id.in_(people), PatientMerge.merged_id.in_(people)),
        )
        .order_by(PatientMerge.id.desc())
    ).first()


def remove_members(session: Session, member_ids: Sequence[int]) -> None:
    """Take out the memberships that joining two accounts had made; it was undone."""
    session.flush()
    session.execute(delete(AccountMember).where(AccountMember.id.in_(member_ids)))


def read_facts(merge: PatientMerge) -> dict[str, Any]:
    """What a joining did."""
    if not merge.facts:
        raise Refused(msg("The data of this person were erased."), code="erased")
    facts: dict[str, Any] = json.loads(merge.facts)
    return facts
