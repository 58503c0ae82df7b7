"""Two records of one person become one, and can be parted again for thirty days.

Everything of both is kept: the main record takes phones, visits, papers, cards and the rest of
the other, which stays as a shell that leads to it (situation 43).  Accounts are joined by the
rules of the programme, mentions are taken back and said again for the joined person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from reception.changes import Done, Topic
from reception.errors import InvalidInput, Refused
from reception.models import PatientMerge
from reception.rules import family_moves
from reception.rules.ledger import When
from reception.rules.merging import FAMILY, UNDO_DAYS, Take, joined
from reception.rules.names import PersonName, fold, patronymic_key, search_keys
from reception.rules.referral import settle_referral
from reception.services.card_states import CardBefore, give_way, stand_again
from reception.services.points import points_book
from reception.services.points_families import undo_transfer
from reception.services.told_again import say_again, take_back
from reception.storage.journal import Journal, undo_steps
from reception.storage.likely import recheck
from reception.storage.merging import (
    MergeStore,
    find_merge,
    later_merge,
    read_facts,
    remove_members,
)
from reception.storage.points_transfers import write_transfer
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.chain import canonical_json
from reception.values.choices import CardState, Relation

CARD_REASON = "duplicate"
_TOPICS = (
    Topic.PATIENTS,
    Topic.HOUSEHOLDS,
    Topic.VISITS,
    Topic.MENTIONS,
    Topic.CARDS,
    Topic.ACCOUNTS,
    Topic.POINTS,
    Topic.PAPERS,
    Topic.TASKS,
    Topic.CONSENTS,
)


@dataclass(frozen=True)
class Merged:
    """A joining that was done."""

    merge_id: int
    main_id: int


def merge_patients(
    uow: UnitOfWork,
    *,
    main_id: int,
    other_id: int,
    chosen: Mapping[str, Take] | None = None,
    keep_card_id: int | None = None,
) -> Done[Merged]:
    """Join `other_id` into `main_id`; offers to part them again.

    `chosen` names whose value stands, by field of `rules.merging` or FAMILY; `keep_card_id` the
    card that stays valid, the main record's latest otherwise.  Raises Refused where the records
    or their accounts cannot be joined now.
    """
    _check_rights(uow)
    _check(uow, main_id, other_id)
    journal = Journal(uow.session)
    joining = _Joining(uow, MergeStore(uow.session, journal), journal, main_id, other_id)
    facts = joining.carry_out(chosen or {}, keep_card_id)
    row = PatientMerge(
        main_id=main_id,
        merged_id=other_id,
        day=uow.today,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
        facts=canonical_json({**facts, "steps": journal.steps}),
    )
    uow.session.expire_all()
    uow.add(row)
    recheck(uow, main_id)
    uow.touch(*_TOPICS)
    uow.about("patient", main_id)
    name = uow.find.patient(main_id).full_name
    return Done(
        Merged(row.id, main_id),
        msg("The two records of {name} are merged.", name=name),
        undo=partial(unmerge_patients, merge_id=row.id),
    )


def unmerge_patients(uow: UnitOfWork, *, merge_id: int) -> Done[None]:
    """Part two joined records: each has again what it had, later work stays with the main one.

    Raises Refused after thirty days, where a later joining builds on this one, or where joined
    points were used since (spent_in_between).
    """
    _check_rights(uow)
    merge = find_merge(uow.session, merge_id)
    _check_undo(uow, merge)
    facts = read_facts(merge)
    main_id, other_id = merge.main_id, merge.merged_id
    pairs = facts["mentions"]
    for _old, new in pairs:
        take_back(uow, uow.find.mention(new))
    if facts["cards"]:
        for card_id, before in facts["cards"]:
            stand_again(uow, card_id, _card_before(before))
    undo_steps(uow.session, facts["steps"])
    for old, _new in pairs:
        again = say_again(uow, uow.find.mention(old))
        for task in uow.find.open_tasks_of_mention(old):
            task.mention_id = again.id
    if facts["transfer"] is not None:
        undo_transfer(uow, transfer_id=facts["transfer"])
        remove_members(uow.session, facts["entered"])
    merge.undone_at, merge.undone_by_id = uow.now, uow.actor.staff_id
    uow.session.flush()
    _settle(uow, main_id, other_id)
    recheck(uow, main_id)
    recheck(uow, other_id)
    uow.touch(*_TOPICS)
    uow.about("patient", main_id)
    return Done(None, msg("The two records stand apart again."))


# --- Joining ------------------------------------------------------------------------------------


class _Joining:
    """One joining, in the order in which each step finds what it needs."""

    def __init__(
        self, uow: UnitOfWork, store: MergeStore, journal: Journal, main_id: int, other_id: int
    ) -> None:
        self.uow, self.store, self.journal = uow, store, journal
        self.main_id, self.other_id = main_id, other_id
        self.entered: list[int] = []
        self.main, self.other = store.values(main_id), store.values(other_id)

    def carry_out(self, chosen: Mapping[str, Take], keep_card_id: int | None) -> dict[str, Any]:
        """Do it; answers with what its undoing needs beside the journal."""
        transfer = self._join_accounts()
        home = self._home(chosen.get(FAMILY))
        kept = self._keep_one_card(keep_card_id)
        told = self.store.standing_mentions((self.main_id, self.other_id))
        self.store.repoint_everything(self.other_id, self.main_id)
        self._write_records(chosen, home)
        copies = self._tell_again(told, home)
        self.uow.session.flush()
        _settle(self.uow, self.main_id)
        return {
            "transfer": transfer,
            "entered": self.entered,
            "cards": kept,
            "mentions": copies,
        }

    def _join_accounts(self) -> int | None:
        """One account for the joined person; answers with the transfer between two of them."""
        mine, theirs = (self.store.membership(each) for each in (self.main_id, self.other_id))
        if mine is None or theirs is None:
            return None
        if mine[1] == theirs[1]:
            self._one_membership(mine[0], theirs[0])
            return None
        book = points_book(self.uow)
        source, target = book.account(theirs[1]), book.account(mine[1])
        today = When(self.uow.today, self.uow.today)
        known = self.store.member_rows(mine[1])
        try:
            book.remove(source, self.other_id, today.day)
            step = family_moves.merge(book, source, target, today)
        except Refused as refusal:
            raise Refused(
                refusal.message,
                code=refusal.code,
                way_out=msg(
                    "Let the person leave one of the accounts first, then merge the records."
                ),
            ) from refusal
        book.save()
        self.uow.session.flush()
        self.journal.note("account_member", [theirs[0]], "left_on", (None, self.uow.today))
        self.entered = sorted(self.store.member_rows(mine[1]) - known)
        number = write_transfer(
            self.uow,
            step,
            kind="merge",
            day=self.uow.today,
            reason=CARD_REASON,
            asked={},
        )
        self.store.cards_to_account(theirs[1], mine[1])
        return number

    def _one_membership(self, mine: int, theirs: int) -> None:
        """Both records are on one account: the earlier joining stands."""
        days = self.store.joined_days((mine, theirs))
        self.journal.change("account_member", [mine], {"joined_on": min(days)})
        self.journal.remove("account_member", [theirs])

    def _home(self, take: Take | None) -> int:
        """The household of the joined person; the shell gets one of its own."""
        mine, theirs = self.main["household_id"], self.other["household_id"]
        alone = self.store.members(mine) == [self.main_id]
        others = self.store.members(theirs) != [self.other_id]
        if take is None:
            take = Take.OTHER if mine != theirs and alone and others else Take.MAIN
        home = theirs if take is Take.OTHER else mine
        left = mine if take is Take.OTHER else theirs
        if mine != theirs and (alone if take is Take.OTHER else not others):
            self.store.repoint_household(left, home)
        return int(home)

    def _keep_one_card(self, keep: int | None) -> list[list[Any]]:
        """One card stays valid; the others give way to it and name it."""
        mine = list(self.store.active_cards(self.main_id))
        theirs = list(self.store.active_cards(self.other_id))
        cards = [*theirs, *mine]
        if not mine or not theirs:
            return []
        if keep is not None and keep not in [card.id for card in cards]:
            raise InvalidInput(msg("This card is no longer active."), field="card")
        kept = keep if keep is not None else cards[-1].id
        gone = [card for card in cards if card.id != kept]
        before = [(card, give_way(self.uow, card, kept, reason=CARD_REASON)) for card in gone]
        self.uow.session.flush()
        return [[card.id, _written(state)] for card, state in before]

    def _write_records(self, chosen: Mapping[str, Take], home: int) -> None:
        values = joined(self.main, self.other, chosen)
        family = self.other if home != self.main["household_id"] else self.main
        values["household_id"] = home
        for field in ("relation", "household_since", "guardian_id"):
            values[field] = family[field]
        values["guardian_id"] = values["guardian_id"] or self._guardian()
        now = {**self.main, **values}
        name = PersonName(now["last_name"], now["first_name"], now["patronymic"])
        by_surname, by_first = search_keys(name)
        values |= _keys(by_surname, by_first)
        self.journal.change("patient", [self.main_id], values)
        self._keep_surnames(now["last_name"])
        empty = self.store.members(self.other["household_id"]) == [self.other_id]
        stays = empty and self.other["household_id"] != home
        self.journal.change(
            "patient",
            [self.other_id],
            {
                **_keys("", ""),
                "birth_date": None,
                "email": "",
                "address": "",
                "comment": "",
                "guardian_id": None,
                "relation": Relation.HEAD,
                "opted_out": True,
                "merged_into_id": self.main_id,
                "household_id": self.other["household_id"]
                if stays
                else self.store.new_household({"created_at": self.uow.now}),
            },
        )

    def _guardian(self) -> int | None:
        for values in (self.main, self.other):
            guardian = values["guardian_id"]
            if guardian is not None and guardian not in (self.main_id, self.other_id):
                return int(guardian)
        return None

    def _keep_surnames(self, now: str) -> None:
        """A surname that stands on the record no longer still finds the person."""
        known = self.store.former_keys(self.main_id) | {fold(now)}
        for values in (self.main, self.other):
            surname = values["last_name"]
            if fold(surname) not in known:
                known.add(fold(surname))
                self.store.add_former(
                    {
                        "patient_id": self.main_id,
                        "last_name": surname,
                        "name_key": fold(surname),
                        "until": self.uow.today,
                    }
                )

    def _tell_again(self, told: Any, home: int) -> list[list[int]]:
        """What either record was told counts for the joined person and her household."""
        copies: list[list[int]] = []
        for mention in told:
            if mention.listener_id == self.main_id and mention.household_id == home:
                continue
            take_back(self.uow, mention)
            again = say_again(self.uow, mention, listener_id=self.main_id, household_id=home)
            self.store.repoint_tasks(mention.id, again.id)
            copies.append([mention.id, again.id])
        return copies


def _keys(by_surname: str, by_first: str) -> dict[str, str]:
    return {
        "name_key": by_surname,
        "first_key": by_first,
        "patronymic_key": patronymic_key(by_first),
    }


def _settle(uow: UnitOfWork, *patient_ids: int) -> None:
    """A referral of somebody who turns out to have been here before is taken back (terms 13)."""
    book = points_book(uow)
    for patient_id in patient_ids:
        settle_referral(book, patient_id, When(uow.today, uow.today))
    book.save()


# --- Checks -------------------------------------------------------------------------------------


def _check_rights(uow: UnitOfWork) -> None:
    if not uow.actor.is_supervisor:
        raise Refused(
            msg("Only a supervisor merges records and parts them again."), code="not_allowed"
        )


def _check(uow: UnitOfWork, main_id: int, other_id: int) -> None:
    if main_id == other_id:
        raise InvalidInput(msg("Choose two records."), field="record")
    for number in (main_id, other_id):
        person = uow.find.patient(number)
        if person.merged_into_id is not None:
            raise Refused(msg("This record was merged with another already."), code="merged")
        if person.erased_on is not None:
            raise Refused(msg("The data of this person were erased."), code="erased")


def _check_undo(uow: UnitOfWork, merge: PatientMerge) -> None:
    if merge.undone_at is not None:
        raise Refused(msg("These records stand apart already."), code="undone")
    last = merge.day + timedelta(days=UNDO_DAYS)
    if uow.today > last:
        raise Refused(
            msg("Merged records can be parted for 30 days; that was until {day}.", day=last),
            code="too_late",
        )
    later = later_merge(uow.session, merge)
    if later is not None:
        raise Refused(
            msg("One of the records was merged again on {day}.", day=later.day),
            code="merged_again",
            way_out=msg("Undo the later merge first."),
        )


def _written(before: CardBefore) -> dict[str, Any]:
    written = asdict(before)
    for field in ("blocked_on", "promised_on"):
        if written[field] is not None:
            written[field] = written[field].isoformat()
    written["state"] = before.state.value
    return written


def _card_before(written: Mapping[str, Any]) -> CardBefore:
    days = {
        field: None if written[field] is None else date.fromisoformat(written[field])
        for field in ("blocked_on", "promised_on")
    }
    return CardBefore(
        state=CardState(written["state"]),
        blocked_reason=written["blocked_reason"],
        owed=written["owed"],
        tasks=tuple(written["tasks"]),
        set_aside=written["set_aside"],
        **days,
    )
