"""The key ring: each password opens the same key, none is stored, none is guessed."""

from pathlib import Path

import pytest

from reception.errors import NotSignedIn, Refused, StorageFailed
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
