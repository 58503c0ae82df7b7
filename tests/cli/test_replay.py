"""`reception replay` from outside: answers, repeats, malformed lines, exit codes, quick start."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reception.main import main
from tests.rules.points_made import ANNA, BARE, do, last, lot, replayed, terms_text, visit

FIELDS = (
    "line accepted reason moved balance held debt lots expired redeemable usable_through version"
    " tier breakdown entries"
).split()


@pytest.fixture
def files(tmp_path: Path) -> Any:
    """Writes terms and events; answers with the arguments of the command."""

    def write(events: str, *terms: str) -> list[str]:
        arguments = []
        for number, text in enumerate(terms or (terms_text(),)):
            path = tmp_path / f"terms{number}.toml"
            path.write_text(text, encoding="utf-8")
            arguments += ["--terms", str(path)]
        path = tmp_path / "events.jsonl"
        path.write_text(events, encoding="utf-8")
        return ["--lang", "en", "replay", *arguments, str(path)]

    return write


def test_every_answer_carries_every_field(files: Any, capsys: pytest.CaptureFixture[str]) -> None:
    events = [ANNA, visit("v", "2026-02-01"), do("refund", "2026-02-01", visit="x", amount="1")]
    assert main(files("\n".join(json.dumps(event) for event in events) + "\n\n")) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(answer) for answer in answers] == [FIELDS] * 3
    assert [answer["line"] for answer in answers] == [1, 2, 3]
    assert answers[1]["breakdown"] == [
        {"step": "bill", "amount": "1000.00"},
        {"step": "redeemed", "amount": "0.00", "points": 0},
        {"step": "basis", "amount": "1000.00"},
        {"step": "base", "percent": "7", "points": 70},
        {"step": "rounding", "code": "down", "points": 70},
    ]
    assert answers[1]["entries"] == [
        {
            "kind": "earned",
            "points": 70,
            "lot": "v",
            "member": "anna",
            "effective": "2026-02-01",
            "recorded": "2026-02-01",
            "reverses": None,
        }
    ]
    assert (answers[2]["accepted"], answers[2]["reason"]) == (False, "unknown_visit")


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[1]",
        '{"do": "visit", "on": "2026-02-01"}',
        '{"do": "dance", "on": "2026-02-01"}',
        '{"do": "expire"}',
        '{"do": "expire", "on": "01.02.2026"}',
        '{"do": "expire", "on": "2026-02-30"}',
        '{"do": "expire", "on": "2026-02-01", "on": "2026-02-02"}',
        '{"do": "expire", "on": "2026-02-01", "colour": 1}',
        '{"do": "credit", "on": "2026-02-01", "lot": "L", "points": 1.5}',
        '{"do": "credit", "on": "2026-02-01", "lot": "L", "points": true}',
        '{"do": "credit", "on": "2026-02-01", "lot": "L", "points": -1}',
        '{"do": "credit", "on": "2026-02-01", "lot": "L", "points": 9223372036854775808}',
        '{"do": "visit", "on": "2026-02-01", "visit": "v", "lines": [{"group": "x", "amount": 5}]}',
        '{"do": "visit", "on": "2026-02-01", "visit": "v", "lines": [{"group": "x", "amount": "7,5"}]}',
        '{"do": "visit", "on": "2026-02-01", "visit": "v", "lines": [{"group": "x", "amount": "1e3"}]}',
        '{"do": "visit", "at": "2026-02-01T10:00:00", "visit": "v", "lines": []}',
    ],
)
def test_a_malformed_line_stops_the_run_with_its_number(
    files: Any, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    assert main(files(json.dumps(ANNA) + "\n" + line)) == 2
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert captured.err.startswith("Line 2: ")


def test_faulty_terms_are_refused_with_every_fault(
    files: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(files("", terms_text(percent="7,5", cap="200"))) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "earning.percent" in captured.err
    assert "redemption.cap_percent" in captured.err
    other = terms_text(number=2, valid_from="2026-03-01", point_value="2.00")
    assert main(files("", terms_text(), other)) == 2
    assert "another programme" in capsys.readouterr().err


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--lang", "en", "replay", "--terms", str(tmp_path / "no.toml"), "no.jsonl"]
    assert main(arguments) == 2
    assert "no.toml" in capsys.readouterr().err


def test_a_repeat_is_accepted_and_moves_nothing() -> None:
    paid = visit("v", "2026-02-01", request="r1")
    answers = replayed(
        [
            ANNA,
            paid,
            paid,
            {**paid, "lines": [{"group": "consultation", "amount": "999"}]},
            visit("v", "2026-02-01"),
            visit("w", "2026-02-01", request="r1"),
            do("cancel", "2026-02-02", visit="v"),
            visit("v", "2026-02-03"),
        ]
    )
    assert [answer["moved"] for answer in answers[1:3]] == [70, 0]
    assert [answer["reason"] for answer in answers[2:]] == [
        None,
        "request_reused",
        "request_reused",
        "request_reused",
        None,
        "request_reused",
    ]
    assert answers[2]["entries"] == []


def test_a_refused_visit_leaves_its_id_free() -> None:
    answers = replayed([ANNA, visit("v", "2026-02-01", redeem=900), visit("v", "2026-02-01")])
    assert [answer["accepted"] for answer in answers] == [True, False, True]


def test_an_instant_becomes_a_day_of_the_clinic() -> None:
    event = visit("v", "2026-02-01")
    del event["on"]
    late_in_london = {**event, "at": "2026-01-31T21:30:00Z"}
    answer = last([ANNA, late_in_london])
    assert answer["entries"][0]["effective"] == "2026-02-01"
    assert answer["entries"][0]["recorded"] == "2026-01-31T21:30:00Z"


def test_bare_draws() -> None:
    answers = replayed(
        [
            lot("L", "2026-01-01", 100),
            do("debit", "2026-01-02", ref="a", points=101),
            do("debit", "2026-01-02", ref="b", points=150, at_most=True),
            do("debit", "2026-01-02", ref="c", points=20, forced=True),
            do("give_back", "2026-01-03", ref="c", points=5),
            do("give_back", "2026-01-03", ref="b", points=50),
        ],
        BARE,
    )
    assert [answer["reason"] for answer in answers[:3]] == [None, "not_enough_points", None]
    assert [answer["moved"] for answer in answers[2:]] == [100, 20, 5, 50]
    assert [answer["debt"] for answer in answers[3:]] == [20, 15, 0]
    assert answers[5]["balance"] == 35


def test_corrections_need_a_reason_and_points() -> None:
    answers = replayed(
        [
            ANNA,
            do("adjust", "2026-01-02", points=5, reason="sorry", by="vera"),
            do("adjust", "2026-01-02", points=-900, reason="oops", by="vera"),
            do("adjust", "2026-01-02", points=5, reason="", by="vera"),
            do("adjust", "2026-01-02", points=-305, reason="oops", by="vera"),
        ]
    )
    assert [answer["reason"] for answer in answers[1:]] == [
        None,
        "not_enough_points",
        "reason_missing",
        None,
    ]
    assert answers[4]["balance"] == 0


def test_it_starts_without_screens_and_without_the_database(files: Any) -> None:
    code = (
        "import sys; from reception.main import main; code = main(sys.argv[1:]);"
        "heavy = {'PySide6', 'sqlalchemy', 'alembic', 'reportlab', 'babel'} & set(sys.modules);"
        "sys.exit(code or (print(heavy) or 9 if heavy else 0))"
    )
    arguments = files(json.dumps(do("expire", "2026-02-01")))
    finished = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
