"""`pod score pulse`: a column of intervals in, measures out, or a sentence."""

import csv
import io
import json
from contextlib import suppress
from itertools import pairwise

import pytest
from click import UsageError
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.cli.score import score
from pod.errors import Malformed, Usage
from pod.pulse.measures import NAMES, measures
from pod.task import take_on, task_named, tasks
from tests.beating import beats, swinging
from tests.scoring import asked, sentence, table

RR_MS = [round(b - a, 3) for a, b in pairwise(swinging(count=150, noise_ms=10))]
COLUMN = "\n".join(map(str, RR_MS)) + "\n"
NAMED = f"rr_ms\n{COLUMN}"


def people(*lengths):
    lines = [f"p{n},{one}" for n, one in enumerate(lengths)]
    return "person,rr_ms\n" + "\n".join(lines) + "\n"


def test_a_column_gives_the_measures_of_its_beats():
    (line,) = table("pulse", NAMED)
    assert list(line) == [c for name in NAMES for c in (name, f"{name}_why")]
    for name, expected in measures(beats(RR_MS)).items():
        assert float(line[name]) == expected.value, name
    assert float(line["breathing"]) == pytest.approx(6, abs=0.2)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(COLUMN, id="no name"),
        pytest.param(COLUMN.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(COLUMN.replace("\n", " \n"), id="blanks behind"),
        pytest.param("\n" + NAMED.replace("\n", "\n\n"), id="blank lines"),
        pytest.param(b"\xef\xbb\xbf" + COLUMN.encode(), id="byte order mark"),
        pytest.param(COLUMN.removesuffix("\n"), id="no last line end"),
    ],
)
def test_neither_a_name_nor_what_spreadsheets_do_matters(text):
    assert asked("pulse", text) == asked("pulse", NAMED)


def test_a_person_column_gives_a_line_each():
    both = [f"{who},{one}" for one in RR_MS for who in ("a", "b")]
    text = "\n".join(["person,rr_ms", *both, "c,800"]) + "\n"
    found = {line.pop("person"): line for line in table("pulse", text)}
    (alone,) = table("pulse", NAMED)
    assert found["a"] == found["b"] == alone
    assert (found["c"]["rmssd"], found["c"]["rmssd_why"]) == ("", "too_short")


def test_json_says_why_a_measure_is_missing():
    said = json.loads(asked("pulse", "800\n810\n", "--json"))
    assert said["task"] == "pulse"
    assert "Lipponen" in said["scoring"]
    (only,) = said["people"]
    assert only["person"] is None
    assert only["scores"]["rmssd"] == {"value": None, "why": "too_short"}
    full = json.loads(asked("pulse", NAMED, "--json"))["people"][0]["scores"]
    assert full["corrected"] == {"value": 0.0, "why": ""}


def test_a_header_alone_is_an_empty_record():
    assert {one for name, one in table("pulse", "rr_ms\n")[0].items()} == {
        "",
        "too_short",
    }
    assert table("pulse", "person,rr_ms\n") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "first row should name the columns", id="empty"),
        pytest.param("\n \n", "first row should name the columns", id="blank"),
        pytest.param(
            "rr_ms\n800\nfast\n",
            "Row 3, column rr_ms: 'fast' is not a number from 10 to 600000.",
            id="text",
        ),
        pytest.param("800\n-3\n", "Row 2, column rr_ms: '-3'", id="negative"),
        pytest.param("800\nnan\n", "Row 2, column rr_ms: 'nan'", id="nan"),
        pytest.param("nan\n800\n", "Row 1, column rr_ms: 'nan'", id="nan first"),
        pytest.param("800\ninf\n", "Row 2, column rr_ms: 'inf'", id="infinite"),
        pytest.param("0\n0\n0\n", "Row 1, column rr_ms: '0'", id="only zeros"),
        pytest.param(
            "rr_ms\n800\n0\n", "Row 3, column rr_ms: '0' is not", id="one zero"
        ),
        pytest.param(
            "0.85\n0.84\n", "number from 10 to 600000. Intervals are mill", id="seconds"
        ),
        pytest.param("1e9\n", "Row 1, column rr_ms: '1e9'", id="absurd"),
        pytest.param(
            people("800", ""), "Row 3, column rr_ms: an empty cell", id="empty cell"
        ),
        pytest.param(
            "person,rr_ms\n,800\n", "Row 2, column person: the cell is", id="nobody"
        ),
        pytest.param("RR\n800\n", "Row 1: there is no column 'RR', only", id="name"),
        pytest.param(
            "800,810\n", "Row 1: there is no column '800'", id="lying on its side"
        ),
        pytest.param("person\na\n", "Row 1: the column rr_ms is missing", id="lack"),
        pytest.param(
            "rr_ms,rr_ms\n1,2\n", "column rr_ms is there more than once", id="twice"
        ),
        pytest.param("800\n810,9\n", "Row 2, after column rr_ms", id="too long"),
        pytest.param("rr_ms;person\n8;a\n", "commas, not semicolons", id="semicolons"),
        pytest.param(b"800\n\xff\n", "Row 2 is not UTF-8", id="not text"),
    ],
)
def test_what_is_no_column_of_intervals_is_refused_by_row_and_column(text, says):
    said = sentence("pulse", text)
    assert says in said
    assert said.endswith(".")


def test_a_file_that_is_refused_is_named(tmp_path):
    path = tmp_path / "march.csv"
    path.write_text("rr_ms\nfast\n", "utf-8")
    called = CliRunner().invoke(score, ["pulse", str(path)])
    assert called.exception.say.startswith("march.csv: Row 2, column rr_ms: 'fast'")


def test_the_list_mentions_it_with_its_measures_and_unit():
    listed = CliRunner().invoke(score, ["--list"]).output
    assert "pulse, no activity: " in listed
    assert f"scores: {', '.join(NAMES)}" in listed
    assert "before each heartbeat, ms" in listed


@pytest.mark.parametrize("option", [("--since", "-"), ("--method", "threshold")])
def test_there_is_no_rule_by_which_it_would_have_changed(option):
    arguments = ["pulse", "-", *option]
    called = CliRunner().invoke(score, arguments, input=NAMED, standalone_mode=False)
    assert isinstance(called.exception, UsageError)


def test_no_activity_of_ours_is_called_so_and_a_sites_own_is_refused():
    assert "pulse" not in tasks()
    before = take_on([_called_pulse()])
    try:
        with pytest.raises(Usage, match="An activity is called pulse"):
            asked("pulse", NAMED)
    finally:
        take_on(before)


def _called_pulse():
    task = task_named("go_nogo")
    return type(task)(**{**vars(task), "name": "pulse"})


@settings(max_examples=100, deadline=None)
@given(untrusted=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_at_all_are_our_fault(untrusted):
    for raw in (untrusted, NAMED.encode() + untrusted):
        with suppress(Malformed):
            assert asked("pulse", raw)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(10, 600_000), min_size=1, max_size=60))
def test_every_interval_that_is_taken_is_measured_or_a_reason_is_given(rr_ms):
    text = "".join(f"{one}\n" for one in rr_ms)
    (line,) = csv.DictReader(io.StringIO(asked("pulse", text)))
    for name in NAMES:
        assert bool(line[name]) != bool(line[f"{name}_why"])
