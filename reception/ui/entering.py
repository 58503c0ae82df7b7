"""Opening a folder off the screen's thread: unlock, open, and find out who it is."""

from __future__ import annotations

from pathlib import Path

from reception import bootstrap
from reception.bootstrap import OpenClinic, Supervisor
from reception.clock import Clock
from reception.errors import NotSignedIn
from reception.exchange.rescued_files import save_rescued
from reception.paths import DataFolder
from reception.services.staff import sign_in
from reception.translation import Translator, msg, nmsg
from reception.ui.first_start import FirstAnswers
from reception.values.actor import Actor
from reception.values.choices import Role


def enter_unprotected(folder: DataFolder, clock: Clock) -> tuple[OpenClinic, Actor]:
    """A clinic without passwords."""
    clinic = bootstrap.enter(folder, None, now=clock.now())
    return clinic, bootstrap.first_at_desk(clinic)


def lay_down(folder: DataFolder, clock: Clock, answers: FirstAnswers) -> tuple[OpenClinic, Actor]:
    """A new clinic, protected by its first supervisor, who is at the desk at once."""
    if answers.clinic is None or answers.supervisor is None:
        raise NotSignedIn(msg("Nobody is signed in."))
    database = bootstrap.lay_down_clinic(
        folder, answers.clinic, clock=clock, supervisor=answers.supervisor
    )
    database.close()
    return unlock_and_enter(folder, clock, answers.supervisor.login, answers.supervisor.password)


def unlock_and_enter(
    folder: DataFolder, clock: Clock, login: str, password: str
) -> tuple[OpenClinic, Actor]:
    """A protected clinic by login and password, or without a login by the recovery key."""
    if not login:
        key = bootstrap.unlock_with_recovery(folder, password)
        clinic = bootstrap.enter(folder, key, now=clock.now())
        return clinic, bootstrap.first_at_desk(clinic)
    key = bootstrap.unlock(folder, login, password)
    clinic = bootstrap.enter(folder, key, now=clock.now())
    guest = Actor(None, login, Role.ADMINISTRATOR)
    try:
        with clinic.database.unit_of_work(now=clock.now(), actor=guest, action="sign_in") as uow:
            answer = sign_in(uow, login=login, password=password)
        return clinic, answer.value.require()
    except BaseException:
        clinic.database.close()
        raise


def protect_and_enter(
    folder: DataFolder, clock: Clock, supervisor: Supervisor
) -> tuple[OpenClinic, Actor]:
    """Encrypt a closed folder and open it again."""
    bootstrap.protect(folder, supervisor.login, supervisor.password)
    return unlock_and_enter(folder, clock, supervisor.login, supervisor.password)


def unlock_and_restore(
    folder: DataFolder, clock: Clock, copy: Path, login: str, password: str
) -> None:
    """Go back to a copy of a clinic that cannot be opened; a plain copy needs no password."""
    ring = bootstrap.keys_beside(copy, folder)
    key = None
    if ring.exists:
        key = ring.unlock(login, password) if login else ring.unlock_with_recovery(password)
    bootstrap.restore(folder, copy, key, now=clock.now())


def unlock_and_rescue(
    folder: DataFolder, place: Path, login: str, password: str, words: Translator
) -> str:
    """Write what can be read of a damaged clinic into `place`; answers what came of it."""
    ring = bootstrap.keys_beside(folder.database, folder)
    key = None
    if ring.exists:
        key = ring.unlock(login, password) if login else ring.unlock_with_recovery(password)
    rescued = bootstrap.rescue(folder.database, key)
    save_rescued(place, rescued.tables, words)
    lines = [
        nmsg("{list}: {count} row", "{list}: {count} rows", len(table.rows), list=table.name)
        for table in rescued.tables
    ]
    if rescued.unread:
        lines.append(
            nmsg(
                "At least {count} place of the file could not be read.",
                "At least {count} places of the file could not be read.",
                rescued.unread,
            )
        )
    lines += [
        msg("{path} holds the lists. The damaged file was left as it was.", path=str(place)),
        msg("The lists are not protected: keep them where nobody else reads them."),
    ]
    return "\n".join(words.text(line) for line in lines)
