"""The database key, wrapped by each member of staff's password and once by a recovery code.

The key is 32 random bytes and never stored in the open.  Each wrapping is AES-256-GCM under a
key that argon2id derives from a password.  A folder without a password is unprotected: only
demonstrations and freshly imported folders are, and they say so.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from reception.errors import NotSignedIn, Refused, StorageFailed
from reception.rules.recovery_code import CODE_LETTERS, GROUP, GROUPS, plain_code, printed_code
from reception.translation import msg

RECOVERY = "recovery"
_FORMAT = 1
_TIME_COST, _MEMORY_KIB, _LANES = 3, 65536, 4


@dataclass(frozen=True)
class Wrapping:
    """The key under one password: salt, nonce and sealed key in hexadecimal."""

    salt: str
    nonce: str
    sealed: str


class KeyRing:
    """The file `keys.json` of a data folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        """Whether the folder is protected by passwords."""
        return self.path.exists()

    def logins(self) -> list[str]:
        """Who can unlock the database, the recovery sheet not counted."""
        return sorted(login for login in self._read() if login != RECOVERY)

    def create(self, login: str, password: str) -> bytes:
        """A new key, wrapped by its first password.  Raises Refused where there is one already."""
        if self.exists:
            raise Refused(msg("This folder is protected already."), code="protected")
        key = secrets.token_bytes(32)
        self._write({login: _wrap(key, password)})
        return key

    def unlock(self, login: str, password: str) -> bytes:
        """The key.  Raises NotSignedIn for an unknown login or a wrong password, alike."""
        wrapping = self._read().get(login)
        key = None if wrapping is None else _unwrap(wrapping, password)
        if key is None:
            raise NotSignedIn(
                msg("The login or the password is wrong."),
                code="wrong_password",
                way_out=msg("Check the keyboard layout and Caps Lock, then try again."),
            )
        return key

    def unlock_with_recovery(self, code: str) -> bytes:
        """The key by the printed recovery code; spaces, hyphens and case do not matter.

        Raises InvalidInput, with the groups, where it is mistyped; NotSignedIn where it is the
        code of another sheet.
        """
        try:
            return self.unlock(RECOVERY, plain_code(code))
        except NotSignedIn as error:
            raise NotSignedIn(
                msg("This recovery key is typed well, but it does not belong to this clinic."),
                code="wrong_recovery",
                way_out=msg("Take the latest sheet: a new one makes the earlier ones void."),
            ) from error

    def admit(self, key: bytes, login: str, password: str) -> None:
        """Wrap the key for one more member of staff, or anew after a change of password."""
        rings = self._read() if self.exists else {}
        rings[login] = _wrap(key, password)
        self._write(rings)

    def dismiss(self, login: str) -> None:
        """Take a member of staff's wrapping away; the last one stays."""
        rings = self._read()
        if set(rings) - {RECOVERY} <= {login}:
            raise Refused(msg("The last password cannot be taken away."), code="last_password")
        rings.pop(login, None)
        self._write(rings)

    def new_recovery_code(self, key: bytes) -> str:
        """Wrap the key by a new code to print; the code is stored nowhere."""
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(GROUPS * GROUP))
        self.admit(key, RECOVERY, code)
        return printed_code(code)

    def _read(self) -> dict[str, Wrapping]:
        try:
            tree = json.loads(self.path.read_text(encoding="utf-8"))
            rings = {login: Wrapping(**wrapping) for login, wrapping in tree["wrappings"].items()}
            is_whole = tree.get("check", _check(rings)) == _check(rings)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._damaged() from error
        if not is_whole:
            raise self._damaged()
        return rings

    def _damaged(self) -> StorageFailed:
        return StorageFailed(
            msg("The key file {path} cannot be read.", path=str(self.path)),
            code="keys_damaged",
            way_out=msg("Restore it from a backup, or use the printed recovery sheet."),
        )

    def _write(self, rings: dict[str, Wrapping]) -> None:
        tree: dict[str, Any] = {
            "format": _FORMAT,
            "check": _check(rings),
            "wrappings": {login: vars(wrapping) for login, wrapping in rings.items()},
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as stream:
            json.dump(tree, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self.path)


def _check(rings: Mapping[str, Wrapping]) -> str:
    """What tells a damaged key file from a wrong password: the sum of all that stands in it."""
    text = json.dumps({login: vars(one) for login, one in rings.items()}, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def _derive(password: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        password.encode(),
        salt,
        time_cost=_TIME_COST,
        memory_cost=_MEMORY_KIB,
        parallelism=_LANES,
        hash_len=32,
        type=Type.ID,
    )


def _wrap(key: bytes, password: str) -> Wrapping:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_derive(password, salt)).encrypt(nonce, key, b"reception key")
    return Wrapping(salt.hex(), nonce.hex(), sealed.hex())


def _unwrap(wrapping: Wrapping, password: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        cipher = AESGCM(_derive(password, bytes.fromhex(wrapping.salt)))
        return cipher.decrypt(
            bytes.fromhex(wrapping.nonce), bytes.fromhex(wrapping.sealed), b"reception key"
        )
    except (InvalidTag, ValueError):  # a damaged file of an earlier release has no check sum
        return None
