"""A mapping of columns made by hand: written on the screen or in a TOML file, used again later.

[columns]
"Карта №" = "external_id"
"Номер в 1С" = "-"          # left out on purpose

[file]
encoding = "cp1251"
separator = ";"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reception.errors import InvalidInput, system_reason, toml_reason
from reception.exchange.columns import KNOWN_FIELDS, Subject, field_of, title_key
from reception.translation import Message, msg

LEFT_OUT = "-"


@dataclass(frozen=True)
class ColumnMap:
    """Titles and the fields they stand for; a title that is not named is matched by itself."""

    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    separator: str = ""

    def field_for(self, title: str, subject: Subject) -> str | None:
        """The field of a column, or None where it is unknown or left out."""
        key = title_key(title)
        named = next((f for name, f in self.fields.items() if title_key(name) == key), None)
        if named == LEFT_OUT:
            return None
        return named if named is not None else field_of(title, subject)


def load_map(path: Path, subject: Subject) -> ColumnMap:
    """Read a mapping; raises InvalidInput with every fault where it cannot be taken."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as fault:
        is_toml = isinstance(fault, tomllib.TOMLDecodeError | RecursionError)
        reason = toml_reason(fault) if is_toml else system_reason(fault)
        raise InvalidInput(
            msg("The mapping {file} cannot be read: {reason}.", file=path.name, reason=reason)
        ) from fault
    faults = mapping_faults(data, subject)
    if faults:
        raise InvalidInput(
            msg("The mapping {file} has faults.", file=path.name), code="mapping", faults=faults
        )
    of_file = data.get("file", {})
    separator = {"tab": "\t", "\\t": "\t"}.get(
        str(of_file.get("separator", "")).casefold(), str(of_file.get("separator", ""))
    )
    return ColumnMap(data.get("columns", {}), str(of_file.get("encoding", "")), separator)


def write_map(mapping: ColumnMap) -> str:
    """The mapping as TOML."""
    lines = ["[columns]"]
    lines += [f"{_quoted(title)} = {_quoted(name)}" for title, name in mapping.fields.items()]
    if mapping.encoding or mapping.separator:
        lines += ["", "[file]"]
        lines += [f"encoding = {_quoted(mapping.encoding)}"] if mapping.encoding else []
        lines += [f"separator = {_quoted(mapping.separator)}"] if mapping.separator else []
    return "\n".join(lines) + "\n"


def mapping_faults(data: Mapping[str, Any], subject: Subject) -> list[Message]:
    """What is wrong with a mapping as its file holds it; empty where it can be taken."""
    faults = [
        msg("“{key}” is unknown. Allowed: columns, file.", key=key)
        for key in data
        if key not in ("columns", "file")
    ]
    columns, of_file = data.get("columns", {}), data.get("file", {})
    if not isinstance(columns, dict) or not isinstance(of_file, dict):
        return [*faults, msg("Columns and file must be tables, such as [columns].")]
    allowed = (*KNOWN_FIELDS[subject], LEFT_OUT)
    faults += [
        msg(
            "columns.{title}: “{value}” is not a field. Allowed: {allowed}.",
            title=title,
            value=str(name),
            allowed=", ".join(allowed),
        )
        for title, name in columns.items()
        if name not in allowed
    ]
    taken: dict[str, str] = {}
    for title, name in columns.items():
        if name in (LEFT_OUT, "phone") or not isinstance(name, str):
            continue
        if name in taken:
            faults.append(
                msg(
                    "columns.{title}: the field {field} is already taken by “{other}”.",
                    title=title,
                    field=name,
                    other=taken[name],
                )
            )
        taken[name] = title
    faults += [
        msg("file.{key} is unknown. Allowed: encoding, separator.", key=key)
        for key in of_file
        if key not in ("encoding", "separator")
    ]
    return faults


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'
