"""The sentences for a file in which there are no rows to read; every reader says the same."""

from __future__ import annotations

from reception.errors import InvalidInput
from reception.translation import msg


def not_a_table(name: str) -> InvalidInput:
    """Another kind of file altogether."""
    return InvalidInput(
        msg("{file} is not a table. Allowed: CSV, XLSX, XLS, ODS and vCard files.", file=name),
        code="not_a_table",
    )


def protected(name: str) -> InvalidInput:
    """Only who knows the password can read it."""
    return InvalidInput(
        msg(
            "The workbook {file} is protected by a password. Open it, save it without the"
            " password and choose it again.",
            file=name,
        ),
        code="password",
    )


def too_large(name: str) -> InvalidInput:
    """It unpacks to more than a computer can hold, by mistake or on purpose."""
    return InvalidInput(
        msg(
            "The workbook {file} unpacks to more than the program can hold. Export it in parts,"
            " or save it as CSV.",
            file=name,
        ),
        code="too_large",
    )


def damaged(name: str) -> InvalidInput:
    """It begins as a workbook and does not go on as one."""
    return InvalidInput(
        msg(
            "The workbook {file} is damaged and cannot be read. Open it in Excel and save it anew.",
            file=name,
        ),
        code="damaged",
    )


def empty(name: str) -> InvalidInput:
    """Nothing stands in it."""
    return InvalidInput(msg("The file {file} is empty.", file=name), code="empty")


def too_old(name: str) -> InvalidInput:
    """A workbook of before 1997."""
    return InvalidInput(
        msg(
            "{file} is a workbook of before Excel 97. Open it in Excel and save it as XLSX or CSV.",
            file=name,
        ),
        code="too_old",
    )
