"""Members of staff at the desk: signing in, switching by PIN, passwords and leaving.

A wrong guess is answered and counted in its own action, so that it is kept: `check_secret`
answers what became of the guess instead of raising, and the caller raises after the commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from reception.changes import Done
from reception.errors import NotSignedIn, Refused
from reception.models import Staff
from reception.services.secrets import hash_secret, matches
from reception.services.setup import checked_password, checked_pin
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg
from reception.values.actor import Actor
from reception.values.ids import StaffId

FREE_GUESSES = 3
_FIRST_PAUSE = timedelta(seconds=10)
_LONGEST_PAUSE = timedelta(minutes=30)


@dataclass(frozen=True)
class SignInAnswer:
    """Who is at the desk now, or why not."""

    actor: Actor | None
    refusal: Message | None = None

    def require(self) -> Actor:
        """The actor; raises NotSignedIn with the reason where the guess was wrong."""
        if self.actor is None:
            raise NotSignedIn(self.refusal or msg("Nobody is signed in."), code="wrong_password")
        return self.actor


def sign_in(uow: UnitOfWork, *, login: str, password: str) -> Done[SignInAnswer]:
    """Sign in by login and password; guesses are counted, slowed and locked."""
    row = uow.find.staff_with_login(login.strip())
    if row is None or not row.is_active:
        uow.note(failed=True)
        return Done(SignInAnswer(None, msg("The login or the password is wrong.")))
    return Done(
        _check_secret(
            uow, row, row.password_hash, password, msg("The login or the password is wrong.")
        )
    )


def switch_by_pin(uow: UnitOfWork, *, staff_id: int, pin: str) -> Done[SignInAnswer]:
    """Change who is at the desk by PIN; the draft on the screen stays."""
    row = uow.find.staff(staff_id)
    return Done(_check_secret(uow, row, row.pin_hash, pin, msg("The PIN is wrong.")))


def check_pin(uow: UnitOfWork, *, staff_id: int, pin: str) -> SignInAnswer:
    """Whose PIN it is, or why not; a wrong guess is counted with the caller's action."""
    row = uow.find.staff(staff_id)
    return _check_secret(uow, row, row.pin_hash, pin, msg("The PIN is wrong."))


def _check_secret(
    uow: UnitOfWork, row: Staff, hashed: str, secret: str, wrong: Message
) -> SignInAnswer:
    uow.about("staff", row.id)
    if not row.is_active:
        return SignInAnswer(None, wrong)
    if row.locked_until is not None and uow.now < row.locked_until:
        seconds = int((row.locked_until - uow.now).total_seconds()) + 1
        return SignInAnswer(
            None, msg("Too many wrong guesses. Try again in {seconds} s.", seconds=seconds)
        )
    if matches(hashed, secret):
        row.failed_attempts = 0
        row.locked_until = None
        return SignInAnswer(actor_of(row))
    row.failed_attempts += 1
    beyond = row.failed_attempts - FREE_GUESSES
    if beyond >= 0:
        row.locked_until = uow.now + min(_FIRST_PAUSE * 2 ** min(beyond, 10), _LONGEST_PAUSE)
    return SignInAnswer(None, wrong)


def actor_of(row: Staff) -> Actor:
    """The actor a member of staff is."""
    return Actor(StaffId(row.id), row.name, row.role)


def set_pin(uow: UnitOfWork, *, staff_id: int, pin: str) -> Done[None]:
    """Set somebody's PIN: one's own, or anybody's by a supervisor."""
    row = _changeable(uow, staff_id)
    row.pin_hash = hash_secret(checked_pin(pin))
    row.failed_attempts, row.locked_until = 0, None
    return Done(None, msg("The PIN of {name} is set.", name=row.name))


def set_password(uow: UnitOfWork, *, staff_id: int, password: str) -> Done[None]:
    """Set somebody's password; the caller wraps the database key anew under it."""
    row = _changeable(uow, staff_id)
    row.password_hash = hash_secret(checked_password(password))
    row.failed_attempts, row.locked_until = 0, None
    return Done(None, msg("The password of {name} is set.", name=row.name))


def let_go(uow: UnitOfWork, *, staff_id: int) -> Done[None]:
    """A member of staff has left: they sign in no more; their history stays."""
    if not uow.actor.is_supervisor or uow.actor.staff_id == staff_id:
        raise Refused(msg("Only another supervisor may do this."), code="not_allowed")
    row = uow.find.staff(staff_id)
    row.is_active = False
    uow.about("staff", row.id)
    return Done(
        None,
        msg("{name} no longer signs in.", name=row.name),
        undo=partial(_take_back, staff_id=staff_id),
    )


def _take_back(uow: UnitOfWork, *, staff_id: int) -> Done[None]:
    row = uow.find.staff(staff_id)
    row.is_active = True
    return Done(None, msg("{name} can work at the desk.", name=row.name))


def _changeable(uow: UnitOfWork, staff_id: int) -> Staff:
    if uow.actor.staff_id != staff_id and not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes this for somebody else."), code="not_allowed")
    row = uow.find.staff(staff_id)
    uow.about("staff", row.id)
    return row


def approve(uow: UnitOfWork, *, staff_id: int, pin: str, wanted: str) -> Done[SignInAnswer]:
    """A supervisor allows one action at the screen of somebody without the right, by PIN.

    `wanted` is the action's name in the log.  Wrong guesses are counted as at any sign-in;
    who has no supervisor's rights allows nothing.
    """
    row = uow.find.staff(staff_id)
    answer = _check_secret(uow, row, row.pin_hash, pin, msg("The PIN is wrong."))
    if answer.actor is not None and not answer.actor.is_supervisor:
        answer = SignInAnswer(None, msg("Only a supervisor may do this."))
    uow.note(wanted=wanted, at_screen_of=uow.actor.staff_id, allowed=answer.actor is not None)
    return Done(answer)
