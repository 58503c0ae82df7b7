"""Fields of messages as they are written, whatever was typed."""

import pytest

from reception.translation import Language, load_translator, msg


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("number", [10**30, -(10**40), 10**15])
def test_a_number_of_any_length_is_written(language: Language, number: int) -> None:
    words = load_translator(language).text(msg("{number}", number=number))
    assert [sign for sign in words if sign.isdigit()] == [s for s in str(number) if s.isdigit()]
