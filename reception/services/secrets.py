"""Hashes of passwords and PINs: argon2id with the library's own parameters."""

from __future__ import annotations


def hash_secret(secret: str) -> str:
    """The argon2id hash of a password or PIN, salt and parameters in it."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(secret)


def matches(hashed: str, secret: str) -> bool:
    """Whether `secret` is what was hashed."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    if not hashed:
        return False
    try:
        return PasswordHasher().verify(hashed, secret)
    except (VerificationError, InvalidHashError):
        return False
