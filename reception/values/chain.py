"""Hash chains: each row of an append-only table seals the one before it.

The hash of a row is SHA-256 over the previous row's hash and the row's canonical JSON; the
first follows 64 zeros (design/terms.md 10).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FIRST_PREVIOUS = "0" * 64


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no spaces and letters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def chain_hash(previous: str, payload: Mapping[str, Any]) -> str:
    """The hash that seals `payload` after a row whose hash was `previous`."""
    return hashlib.sha256(f"{previous}{canonical_json(payload)}".encode()).hexdigest()
