"""`python -m tests.sbom [OUT]`: what the program is built of, as CycloneDX JSON, without network.

Names, versions and hashes come from lock.txt, licences from what is installed.  It also says
which locked package is not installed in its locked version, and ends with 1 where one is not.
"""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from reception import __version__

LOCK = Path(__file__).parents[1] / "lock.txt"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """The packages of a lock file, each with its hashes, in its order."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        pinned = _PINNED.match(line)
        if pinned:
            name, version, marker = pinned.group(1), pinned.group(2), pinned.group(3)
            found.append(
                {
                    "type": "library",
                    "bom-ref": f"pkg:pypi/{name.lower()}@{version}",
                    "purl": f"pkg:pypi/{name.lower()}@{version}",
                    "name": name,
                    "version": version,
                    "hashes": [],
                    "licenses": _licences(name),
                    "properties": [{"name": "marker", "value": marker.strip()}] if marker else [],
                }
            )
        for digest in _HASH.findall(line):
            found[-1]["hashes"].append({"alg": "SHA-256", "content": digest})
    return found


def bill_of_materials(lock: str) -> dict[str, Any]:
    """The whole document; the same lock gives the same document."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "reception", "version": __version__}
        },
        "components": components(lock),
    }


def not_as_locked(lock: str) -> list[str]:
    """Locked packages that are installed in another version; those of other systems are passed."""
    wrong = []
    for component in components(lock):
        try:
            installed = metadata.version(component["name"])
        except metadata.PackageNotFoundError:
            if not component["properties"]:
                wrong.append(f"{component['name']}: not installed")
            continue
        if installed != component["version"]:
            wrong.append(f"{component['name']}: {installed}, locked {component['version']}")
    return wrong


def _licences(name: str) -> list[dict[str, Any]]:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    said = [*(told.get_all("License-Expression") or []), *(told.get_all("License") or [])]
    text = next(filter(None, said), "")
    if not text or len(text) > 60:
        ends = [one for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
        text = ends[0].rpartition(" :: ")[2] if ends else ""
    return [{"license": {"name": text}}] if text else []


def main(arguments: list[str]) -> int:
    """Write the document to a file, or to standard output."""
    lock = LOCK.read_text(encoding="utf-8")
    text = json.dumps(bill_of_materials(lock), ensure_ascii=False, indent=1) + "\n"
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    wrong = not_as_locked(lock)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
