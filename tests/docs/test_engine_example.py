"""The example worked by hand in docs/engine-example.md, played through the replay."""

import io
import json
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reception.cli.replay import answer_all
from reception.rules.versions import Versions
from tests.rules.terms_made import starter

EXAMPLE = Path(__file__).parents[2] / "docs" / "engine-example.md"
_ROW = re.compile(r"^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \| ", re.MULTILINE)


@pytest.fixture(scope="module")
def text() -> str:
    return EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def answers(text: str) -> list[dict[str, Any]]:
    events = text.partition("```jsonl\n")[2].partition("```")[0].splitlines()
    out = io.StringIO()
    answer_all(events, Versions([starter()]), ZoneInfo("Europe/Moscow"), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_figure_of_the_table_is_the_engine_s(
    text: str, answers: list[dict[str, Any]]
) -> None:
    by_hand = [tuple(int(figure) for figure in row) for row in _ROW.findall(text)]
    assert len(by_hand) == len(answers) == 12
    assert by_hand == [
        (answer["line"], answer["moved"], answer["balance"], answer["held"]) for answer in answers
    ]


def test_only_the_visit_beyond_the_balance_is_refused(answers: list[dict[str, Any]]) -> None:
    refused = [(answer["line"], answer["reason"]) for answer in answers if not answer["accepted"]]
    assert refused == [(8, "not_enough_points")]
    assert answers[7]["redeemable"] == 441


def test_what_is_left_and_until_when(answers: list[dict[str, Any]]) -> None:
    last = answers[-1]
    left = {name: points for name, points in last["lots"].items() if points}
    assert left == {"v1": 88, "v2": 105, "v3": 85}
    assert last["usable_through"] == "2028-02-02"
    assert last["debt"] == 0
