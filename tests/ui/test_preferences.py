"""This PC's choices outlive the program, and a broken file is as good as none."""

from pathlib import Path

import pytest

from reception.translation import Language
from reception.ui.preferences import FILE_NAME, Chosen, Preferences


def test_choices_are_kept(tmp_path: Path) -> None:
    Preferences(tmp_path).choose(language=Language.UK, theme="dark", scale=125)
    assert Preferences(tmp_path).chosen == Chosen(Language.UK, "dark", 125)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1, 2]",
        b'"text"',
        b"\xff\xfe\x00",
        b'{"language": "tlh", "theme": 7, "scale": "big"}',
        b'{"language": ["ru"], "theme": {}, "scale": 1000}',
    ],
)
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert Preferences(tmp_path).chosen == Chosen()
