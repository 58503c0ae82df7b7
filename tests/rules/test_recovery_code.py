"""The printed recovery key: a mistyped letter is found, and its group is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.errors import InvalidInput
from reception.rules.recovery_code import CODE_LETTERS, plain_code, printed_code

CODES = st.text(alphabet=CODE_LETTERS, min_size=32, max_size=32)


@given(CODES)
def test_what_is_printed_is_read_however_it_is_typed(code: str) -> None:
    printed = printed_code(code)
    assert [len(group) for group in printed.split("-")] == [5] * 8
    for typed in (printed, printed.lower(), printed.replace("-", " "), printed.replace("-", "")):
        assert plain_code(typed) == code


@given(CODES, st.integers(0, 39), st.sampled_from(CODE_LETTERS + "OI01"))
def test_one_wrong_letter_names_its_group(code: str, at: int, letter: str) -> None:
    printed = printed_code(code)
    place = at + at // 5
    if printed[place] == letter:
        return
    typed = printed[:place] + letter + printed[place + 1 :]
    with pytest.raises(InvalidInput) as caught:
        plain_code(typed)
    assert caught.value.code == "recovery_mistyped"
    assert caught.value.message.fields == {"groups": str(at // 5 + 1)}


def test_a_group_that_is_left_out_is_said() -> None:
    printed = printed_code("A" * 32)
    with pytest.raises(InvalidInput) as caught:
        plain_code(printed.rpartition("-")[0])
    assert caught.value.message.fields == {"allowed": "8", "found": "7"}
    with pytest.raises(InvalidInput):
        plain_code("")


def test_two_groups_changed_about_are_found() -> None:
    groups = printed_code("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").split("-")
    groups[2], groups[5] = groups[5], groups[2]
    with pytest.raises(InvalidInput) as caught:
        plain_code("-".join(groups))
    assert caught.value.message.fields == {"groups": "3, 6"}


def test_a_sheet_of_an_earlier_release_still_opens() -> None:
    old = "-".join(["ABCD"] * 8)
    assert plain_code(old) == "ABCD" * 8
