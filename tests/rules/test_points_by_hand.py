"""The three months worked by hand in docs/points-by-hand.md, held against the engine."""

import json
import re
from pathlib import Path

from reception.rules.versions import Versions
from tests.rules.points_made import answers_under
from tests.rules.terms_made import changed

PAGE = Path(__file__).parents[2] / "docs" / "points-by-hand.md"


def test_the_page_and_the_engine_agree() -> None:
    text = PAGE.read_text(encoding="utf-8")
    block = re.search(r"```jsonl\n(.*?)```", text, re.DOTALL)
    assert block is not None
    events = [json.loads(line) for line in block.group(1).splitlines()]
    terms = changed({}, drop=("programme.began",))
    answers = answers_under(Versions([terms]), events)
    rows = re.findall(r"^\| (\d+) \|.*\| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    by_hand = [tuple(int(figure) for figure in row) for row in rows]
    engine = [(a["line"], a["moved"], a["balance"], a["held"]) for a in answers]
    assert by_hand == engine
    assert [a["line"] for a in answers if not a["accepted"]] == [5]
