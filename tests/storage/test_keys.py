"""The key ring: each password opens the same key, none is stored, none is guessed."""

from pathlib import Path

import pytest

from reception.errors import InvalidInput, NotSignedIn, Refused, StorageFailed
from reception.storage.database import open_database
from reception.storage.keys import KeyRing
from reception.storage.schema import create_schema


def test_everybody_unlocks_the_same_key(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys.json")
    key = ring.create("anna", "длинный пароль")
    ring.admit(key, "olga", "another password")
    assert ring.unlock("anna", "длинный пароль") == ring.unlock("olga", "another password") == key
    assert ring.logins() == ["anna", "olga"]


@pytest.mark.parametrize(("login", "password"), [("anna", "wrong"), ("nobody", "secret words")])
def test_wrong_password_and_unknown_login_answer_alike(
    tmp_path: Path, login: str, password: str
) -> None:
    ring = KeyRing(tmp_path / "keys.json")
    ring.create("anna", "secret words")
    with pytest.raises(NotSignedIn) as refused:
        ring.unlock(login, password)
    assert refused.value.message.id == "The login or the password is wrong."


def test_the_recovery_sheet_opens_however_it_is_typed(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys.json")
    key = ring.create("anna", "secret words")
    code = ring.new_recovery_code(key)
    assert ring.unlock_with_recovery(code.lower().replace("-", " ")) == key
    assert ring.logins() == ["anna"]


def test_the_key_is_nowhere_in_the_open(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys.json")
    key = ring.create("anna", "secret words")
    code = ring.new_recovery_code(key)
    text = ring.path.read_text()
    assert key.hex() not in text
    assert "secret words" not in text
    assert code not in text


def test_the_last_password_stays(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys.json")
    key = ring.create("anna", "secret words")
    ring.new_recovery_code(key)
    with pytest.raises(Refused):
        ring.dismiss("anna")
    ring.admit(key, "olga", "other words")
    ring.dismiss("anna")
    with pytest.raises(NotSignedIn):
        ring.unlock("anna", "secret words")


def test_a_damaged_key_file_is_told(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys.json")
    ring.path.write_text("{")
    with pytest.raises(StorageFailed) as refused:
        ring.unlock("anna", "secret words")
    assert refused.value.code == "keys_damaged"


def test_an_encrypted_file_shows_nothing_without_its_key(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys.json")
    key = ring.create("anna", "secret words")
    path = tmp_path / "reception.db"
    create_schema(path, key)
    open_database(path, key).close()
    assert b"patient" not in path.read_bytes()
    for wrong in (None, bytes(32)):
        with pytest.raises(StorageFailed) as refused:
            open_database(path, wrong)
        assert refused.value.code == "not_a_database"


def test_a_mistyped_recovery_key_names_its_group_and_another_sheet_is_told(
    tmp_path: Path,
) -> None:
    ring = KeyRing(tmp_path / "keys.json")
    key = ring.create("anna", "secret words")
    earlier = ring.new_recovery_code(key)
    code = ring.new_recovery_code(key)
    wrong = code[:12] + ("A" if code[12] != "A" else "B") + code[13:]
    with pytest.raises(InvalidInput) as mistyped:
        ring.unlock_with_recovery(wrong)
    assert mistyped.value.message.fields == {"groups": "3"}
    with pytest.raises(NotSignedIn) as another:
        ring.unlock_with_recovery(earlier)
    assert another.value.code == "wrong_recovery"


def test_a_damaged_key_file_is_no_wrong_password(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys.json")
    ring.create("anna", "secret words")
    text = ring.path.read_text()
    at = text.index('"sealed": "') + len('"sealed": "')
    other = "0" if text[at] != "0" else "1"
    ring.path.write_text(text[:at] + other + text[at + 1 :])
    with pytest.raises(StorageFailed) as damaged:
        ring.unlock("anna", "secret words")
    assert damaged.value.code == "keys_damaged"
    ring.path.write_text(text)
    with pytest.raises(NotSignedIn):
        ring.unlock("anna", "other words")


def test_keys_of_another_clinic_are_told_from_a_wrong_password(tmp_path: Path) -> None:
    path = tmp_path / "reception.db"
    create_schema(path, KeyRing(tmp_path / "keys.json").create("anna", "secret words"))
    strange = KeyRing(tmp_path / "another" / "keys.json").create("anna", "secret words")
    with pytest.raises(StorageFailed) as refused:
        open_database(path, strange)
    assert refused.value.code == "not_a_database"
    assert "another" in refused.value.message.id
