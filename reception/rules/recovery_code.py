"""The printed recovery key: eight groups, each with a check letter that finds what was mistyped.

The letters leave out those that look like digits.  A sheet of an earlier release has groups of
four without check letters; its key still opens, only the place of a mistake cannot be told.
"""

from __future__ import annotations

from reception.errors import InvalidInput
from reception.translation import msg

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, GROUP = 8, 4
_PRINTED = GROUP + 1
# Odd numbers have an inverse in a ring of 32: one wrong letter never goes unseen.
_WEIGHTS = (1, 3, 7, 13)
_PLACE = 5


def printed_code(code: str) -> str:
    """The key as it is printed: its groups with their check letters, between hyphens."""
    groups = [code[at : at + GROUP] for at in range(0, len(code), GROUP)]
    return "-".join(group + _check_letter(group, place) for place, group in enumerate(groups))


def plain_code(typed: str) -> str:
    """The key without check letters, hyphens and spaces.

    Raises InvalidInput that names the groups in which something is mistyped.
    """
    letters = "".join(one for one in typed.upper() if one.isalnum())
    if len(letters) == GROUPS * GROUP and set(letters) <= set(CODE_LETTERS):
        return letters  # a sheet of an earlier release
    groups = _groups(typed.upper(), letters)
    wrong = [
        str(place + 1)
        for place, group in enumerate(groups)
        if len(group) != _PRINTED
        or not set(group) <= set(CODE_LETTERS)
        or _check_letter(group[:GROUP], place) != group[GROUP]
    ]
    if len(groups) != GROUPS:
        raise InvalidInput(
            msg(
                "The recovery key has {allowed} groups; {found} were typed.",
                allowed=str(GROUPS),
                found=str(len(groups)),
            ),
            code="recovery_length",
            way_out=msg("Type every group of the sheet, from the first to the last."),
        )
    if wrong:
        raise InvalidInput(
            msg("Mistyped in the recovery key: group {groups}.", groups=", ".join(wrong)),
            code="recovery_mistyped",
            way_out=msg(
                "Compare it with the sheet letter by letter. Letters O and I do not occur, nor do"
                " the digits 0 and 1."
            ),
        )
    return "".join(group[:GROUP] for group in groups)


def _groups(typed: str, letters: str) -> list[str]:
    """The groups as they were parted; where nothing parts them, five letters each."""
    parted = typed.replace("-", " ").split()
    if len(parted) > 1:
        return parted
    return [letters[at : at + _PRINTED] for at in range(0, len(letters), _PRINTED)]


def _check_letter(group: str, place: int) -> str:
    total = sum(
        weight * CODE_LETTERS.find(letter) for weight, letter in zip(_WEIGHTS, group, strict=False)
    )
    return CODE_LETTERS[(total + _PLACE * (place + 1)) % len(CODE_LETTERS)]
