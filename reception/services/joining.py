"""Joining the programme: the account, its members, the recorded acceptance and the consents.

A family has one account.  Adults join themselves; children are entered by the adult who
represents them.  The papers are printed to sign; consent to data processing is a separate paper
and required for the card, advertising is asked apart, per channel, and never ticked beforehand
(product/law.md R6, A1–A12, C1–C12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Acceptance, Account, AccountMember, Consent, Patient, ProgrammeVersion
from reception.rules.terms import Terms
from reception.services.cards import take_card_back
from reception.services.check_in import check_living
from reception.services.coming_of_age import own_consent_signed
from reception.services.points import credit_joining, take_back_joining
from reception.storage.promotion_rows import terms_with_promotions
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import (
    AcceptanceState,
    AccountStatus,
    CardState,
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    PaperState,
)
from reception.values.period import age_on

ADULT_AGE = 18


@dataclass(frozen=True)
class Joined:
    """What joining made: the account, who was added, and the points credited at once."""

    account_id: int
    member_ids: tuple[int, ...]
    points: int
    opened_account: bool


def join_programme(
    uow: UnitOfWork,
    *,
    patient_id: int,
    child_ids: Sequence[int] = (),
    advertising: Sequence[ContactChannel] = (),
    request_id: str | None = None,
) -> Done[Joined]:
    """An adult joins, and enters the children she represents.

    Opens the household's account, or adds her to it; records the acceptance of the version in
    force and the consents, both to be signed; credits welcome and retroactive points.  Raises
    Refused with a reason of design/terms.md (already_member, account_full, outside_programme,
    not_allowed) and changes nothing.
    """
    content = {
        "patient": patient_id,
        "children": sorted(child_ids),
        "advertising": sorted(channel.value for channel in advertising),
    }
    known = uow.request(request_id, content)
    if known is not None:
        present = tuple(row.patient_id for row in uow.find.members(known))
        return Done(Joined(known, present, 0, opened_account=False))
    version, terms = version_in_force(uow)
    person = uow.find.patient(patient_id)
    newcomers = [person, *_checked_children(uow, person, child_ids)]
    _check_free(uow, newcomers)
    account, opened = _account_of(uow, person)
    _check_room(uow, account, terms, len(newcomers))
    points = _enter(uow, account, person, newcomers, version)
    _record_consents(uow, person, newcomers, advertising)
    uow.answered(request_id, account.id)
    uow.about("account", account.id)
    joined = Joined(account.id, tuple(row.id for row in newcomers), points, opened)
    return Done(
        joined,
        msg("{name} has joined the programme.", name=person.spoken_name),
        undo=partial(undo_joining, account_id=account.id, member_ids=joined.member_ids),
    )


def enter_children(
    uow: UnitOfWork,
    *,
    patient_id: int,
    child_ids: Sequence[int],
    request_id: str | None = None,
) -> Done[Joined]:
    """A member enters more children she represents on her account; raises as `join_programme`."""
    known = uow.request(request_id, {"patient": patient_id, "children": sorted(child_ids)})
    if known is not None:
        return Done(Joined(known, tuple(child_ids), 0, opened_account=False))
    version, terms = version_in_force(uow)
    person = uow.find.patient(patient_id)
    membership = uow.find.membership(patient_id)
    if membership is None:
        raise Refused(msg("{name} is on no account.", name=person.full_name), code="unknown_member")
    account = uow.find.account(membership.account_id)
    children = _checked_children(uow, person, child_ids)
    if not children:
        raise InvalidInput(msg("Choose whom to enter."), field="children")
    _check_free(uow, children)
    _check_room(uow, account, terms, len(children))
    points = _enter(uow, account, person, children, version)
    _record_consents(uow, person, children, ())
    uow.answered(request_id, account.id)
    uow.about("account", account.id)
    joined = Joined(account.id, tuple(row.id for row in children), points, opened_account=False)
    return Done(
        joined,
        msg("Entered on the account: {names}.", names=", ".join(row.full_name for row in children)),
        undo=partial(undo_joining, account_id=account.id, member_ids=joined.member_ids),
    )


def _check_free(uow: UnitOfWork, newcomers: Sequence[Patient]) -> None:
    for newcomer in newcomers:
        check_living(newcomer)
        if uow.find.membership(newcomer.id) is not None:
            raise Refused(
                msg("{name} is on an account already.", name=newcomer.full_name),
                code="already_member",
            )


def _check_room(uow: UnitOfWork, account: Account, terms: Terms, count: int) -> None:
    present = len(uow.find.members(account.id))
    if present + count > terms.family.max_members:
        raise Refused(
            msg(
                "One account is for up to {most} members; it has {now} already.",
                most=terms.family.max_members,
                now=present,
            ),
            code="account_full",
        )


def version_in_force(uow: UnitOfWork) -> tuple[ProgrammeVersion, Terms]:
    """The published version of today and its terms; Refused("outside_programme") without one."""
    version = uow.find.version_on(uow.today)
    if version is None:
        raise Refused(msg("No programme is in force today."), code="outside_programme")
    return version, terms_with_promotions(uow.session, version.terms)


def _checked_children(uow: UnitOfWork, person: Patient, child_ids: Sequence[int]) -> list[Patient]:
    if _is_minor(person, uow.today):
        raise Refused(
            msg(
                "Only adults join by themselves; a parent or guardian enters {name}.",
                name=person.full_name,
            ),
            code="not_allowed",
        )
    children = [uow.find.patient(child_id) for child_id in dict.fromkeys(child_ids)]
    for child in children:
        if not _is_minor(child, uow.today):
            raise Refused(
                msg("{name} is of age and joins in person.", name=child.full_name),
                code="not_allowed",
            )
        if child.guardian_id != person.id and child.household_id != person.household_id:
            raise Refused(
                msg("{name} is represented by somebody else.", name=child.full_name),
                code="not_allowed",
            )
    return children


def _is_minor(person: Patient, today: date) -> bool:
    return person.birth_date is not None and age_on(person.birth_date, today) < ADULT_AGE


def _account_of(uow: UnitOfWork, person: Patient) -> tuple[Account, bool]:
    account = uow.find.open_account_of_household(person.household_id)
    if account is not None:
        if account.status is AccountStatus.BLOCKED:
            raise Refused(msg("This account is blocked."), code="blocked")
        return account, False
    account = Account(
        household_id=person.household_id,
        holder_id=person.id,
        status=AccountStatus.OPEN,
        opened_on=uow.today,
        opened_at=uow.now,
    )
    uow.add(account)
    return account, True


def _enter(
    uow: UnitOfWork,
    account: Account,
    person: Patient,
    newcomers: Sequence[Patient],
    version: ProgrammeVersion,
) -> int:
    for newcomer in newcomers:
        uow.session.add(
            AccountMember(
                account_id=account.id,
                patient_id=newcomer.id,
                joined_on=uow.today,
                joined_at=uow.now,
                entered_by_id=None if newcomer is person else person.id,
                recorded_by_id=uow.actor.staff_id,
            )
        )
    if person in newcomers:
        uow.add(
            Acceptance(
                account_id=account.id,
                patient_id=person.id,
                version_id=version.id,
                terms_hash=version.terms_hash,
                day=uow.today,
                recorded_at=uow.now,
                recorded_by_id=uow.actor.staff_id,
                state=AcceptanceState.TO_SIGN,
            )
        )
    uow.session.flush()
    return credit_joining(
        uow,
        account_id=account.id,
        patient_ids=[row.id for row in newcomers],
        day=uow.today,
    )


def _record_consents(
    uow: UnitOfWork,
    person: Patient,
    newcomers: Sequence[Patient],
    advertising: Sequence[ContactChannel],
) -> None:
    wanted = [(row.id, ConsentPurpose.DATA, ContactChannel.NONE) for row in newcomers]
    wanted += [
        (person.id, ConsentPurpose.ADVERTISING, channel) for channel in dict.fromkeys(advertising)
    ]
    for subject_id, purpose, channel in wanted:
        uow.session.add(
            Consent(
                patient_id=subject_id,
                purpose=purpose,
                channel=channel,
                state=ConsentState.TO_SIGN,
                given_on=uow.today,
                signed_by_id=person.id,
                recorded_at=uow.now,
                recorded_by_id=uow.actor.staff_id,
            )
        )
    uow.session.flush()


def undo_joining(uow: UnitOfWork, *, account_id: int, member_ids: Sequence[int]) -> Done[None]:
    """Take a joining back: its points are taken back by new entries, the members leave.

    Refused("spent_in_between") where the points given were used since.
    """
    account = uow.find.account(account_id)
    take_back_joining(uow, account_id=account_id, patient_ids=list(member_ids), day=uow.today)
    for member_id in member_ids:
        membership = uow.find.membership(member_id)
        if membership is not None and membership.account_id == account_id:
            membership.left_on = uow.today
        for purpose in (ConsentPurpose.DATA, ConsentPurpose.ADVERTISING):
            for consent in uow.find.consents(member_id, purpose):
                if consent.state is ConsentState.TO_SIGN:
                    consent.state, consent.withdrawn_on = ConsentState.WITHDRAWN, uow.today
    uow.session.flush()
    for card in uow.find.cards_of_account(account_id):
        if card.state is CardState.ACTIVE and card.holder_id in member_ids:
            take_card_back(uow, card_id=card.id)
    if not uow.find.members(account_id):
        account.status, account.closed_on = AccountStatus.CLOSED, uow.today
    uow.about("account", account_id)
    return Done(None, msg("The joining was taken back."))


def sign_papers(uow: UnitOfWork, *, patient_id: int, kept_in: str = "") -> Done[None]:
    """The application and the consents are signed; `kept_in` says where the papers lie."""
    signed: list[tuple[str, int]] = []
    for acceptance in uow.find.acceptances(patient_id):
        if acceptance.state is not AcceptanceState.SIGNED:
            acceptance.state, acceptance.signed_on = AcceptanceState.SIGNED, uow.today
            signed.append(("acceptance", acceptance.id))
    for consent in uow.find.consents_signed_by(patient_id):
        of_joining = consent.purpose is not ConsentPurpose.DISCLOSURE  # a sheet by itself
        if of_joining and consent.state is ConsentState.TO_SIGN:
            consent.state, consent.signed_on = ConsentState.GIVEN, uow.today
            consent.proof = kept_in
            signed.append(("consent", consent.id))
    papers = _sign_their_papers(uow, signed, kept_in)
    own_consent_signed(uow, patient_id)
    uow.about("patient", patient_id)
    undo = partial(_unsign, signed=tuple(signed), papers=papers)
    return Done(None, msg("The signatures are recorded."), undo=undo)


def _sign_their_papers(
    uow: UnitOfWork, signed: Sequence[tuple[str, int]], kept_in: str
) -> tuple[tuple[int, PaperState], ...]:
    """The papers that prove what was signed are signed, too; answers their states before."""
    proofs = [
        uow.find.acceptance(row_id).paper_id
        if kind == "acceptance"
        else uow.find.consent(row_id).paper_id
        for kind, row_id in signed
    ]
    before = []
    for paper_id in dict.fromkeys(proof for proof in proofs if proof is not None):
        paper = uow.find.paper(paper_id)
        before.append((paper.id, paper.state))
        paper.state, paper.signed_on, paper.kept_in = PaperState.SIGNED, uow.today, kept_in
    return tuple(before)


def _unsign(
    uow: UnitOfWork,
    *,
    signed: Sequence[tuple[str, int]],
    papers: Sequence[tuple[int, PaperState]],
) -> Done[None]:
    for paper_id, state in papers:
        paper = uow.find.paper(paper_id)
        paper.state, paper.signed_on, paper.kept_in = state, None, ""
    for kind, row_id in signed:
        if kind == "acceptance":
            acceptance = uow.find.acceptance(row_id)
            acceptance.state, acceptance.signed_on = AcceptanceState.TO_SIGN, None
        else:
            consent = uow.find.consent(row_id)
            consent.state, consent.signed_on, consent.proof = ConsentState.TO_SIGN, None, ""
    return Done(None, msg("The signatures were taken back."))
