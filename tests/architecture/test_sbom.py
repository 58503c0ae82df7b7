"""The bill of materials names every locked package with its hashes."""

from tests.sbom import LOCK, bill_of_materials, not_as_locked


def test_every_locked_package_stands_in_the_bill() -> None:
    lock = LOCK.read_text(encoding="utf-8")
    found = bill_of_materials(lock)["components"]
    assert len(found) == sum(
        "==" in line and not line.startswith(" ") for line in lock.splitlines()
    )
    assert all(one["hashes"] and one["version"] for one in found)
    assert {"sqlalchemy", "argon2-cffi", "cryptography"} <= {one["name"].lower() for one in found}
    assert bill_of_materials(lock) == bill_of_materials(lock)


def test_another_version_than_the_locked_one_is_named() -> None:
    assert not_as_locked("SQLAlchemy==0.1 \\\n    --hash=sha256:" + "0" * 64)
    assert not_as_locked("no-such-package==1.0") == ["no-such-package: not installed"]
    assert not_as_locked('no-such-package==1.0 ; sys_platform == "win32" \\') == []
