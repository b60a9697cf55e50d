"""`pod score`: a CSV in, scores out, and a plain sentence when it is no such CSV."""

import csv
import io
import json
from contextlib import suppress

import msgspec
import pytest
from click import UsageError
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.cli.score import score
from pod.errors import Malformed, Usage
from pod.rehearse import rehearse
from pod.task import tasks
from tests.playing import begin, person_of

ONE = "phase,block,trial,shown,button,rt_ms,correct\n"
TWO = ONE + "test,1,1,circle,left,400,true\n"


def asked(task, text, *options):
    """What the command prints for this CSV."""
    raw = text.encode() if isinstance(text, str) else text
    called = CliRunner().invoke(
        score, [task, "-", *options], input=raw, standalone_mode=False
    )
    if called.exception:
        raise called.exception
    return called.stdout


def table(task, text):
    return list(csv.DictReader(io.StringIO(asked(task, text))))


def sentence(task, text):
    """The sentence that a CSV is refused with."""
    with pytest.raises(Malformed) as refused:
        asked(task, text)
    assert refused.value.exit_code == 6
    return refused.value.say


def as_csv(people):
    """The rows of people as the pod, or anybody, would write them."""
    text = io.StringIO()
    rows = [(who, msgspec.to_builtins(row)) for who, kept in people for row in kept]
    writer = csv.DictWriter(text, ["person", *rows[0][1]])
    writer.writeheader()
    writer.writerows({"person": who, **row} for who, row in rows)
    return text.getvalue()


@pytest.mark.parametrize("name", tasks())
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_csv_scores_as_the_rows_it_was_written_from(name, seed):
    task = tasks()[name]
    people = [
        (who, rehearse(begin(task, seed), person_of(task, seed=n)).rows)
        for n, who in enumerate(("p1", 'a "quoted", name'))
    ]
    found = table(name, as_csv(people))
    assert [line.pop("person") for line in found] == ["p1", 'a "quoted", name']
    for (_, rows), line in zip(people, found, strict=True):
        expected = task.score(rows)
        assert list(line) == list(expected)
        for column, cell in line.items():
            assert (float(cell) if cell else None) == expected[column].value


def test_without_a_person_column_there_is_one_line():
    lines = table("go_nogo", TWO)
    assert len(lines) == 1
    assert (lines[0]["rt_median"], lines[0]["d_prime"]) == ("400.0", "")


def test_json_says_why_a_score_is_missing():
    said = json.loads(asked("go_nogo", TWO, "--json"))
    assert (said["task"], said["people"][0]["person"]) == ("go_nogo", None)
    scores = said["people"][0]["scores"]
    assert scores["d_prime"] == {"value": None, "why": "one_kind_only"}
    assert scores["rt_median"] == {"value": 400.0, "why": ""}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"\xef\xbb\xbf" + TWO.encode(), id="byte order mark"),
        pytest.param(TWO.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(TWO.replace("circle", '"circle"'), id="quoted"),
        pytest.param(TWO.replace("\n", "\n\n"), id="blank lines"),
        pytest.param(TWO.removesuffix("\n"), id="no last line end"),
        pytest.param(TWO.replace("true", "TRUE"), id="a spreadsheet's true"),
        pytest.param(TWO.replace("1,1,", "1.0,1.0,"), id="whole numbers with a point"),
    ],
)
def test_what_spreadsheets_do_to_a_csv_does_not_matter(text):
    assert asked("go_nogo", text) == asked("go_nogo", TWO)


def test_columns_may_stand_in_any_order():
    turned = [",".join(line.split(",")[::-1]) for line in TWO.splitlines()]
    assert asked("go_nogo", "\n".join(turned)) == asked("go_nogo", TWO)


def test_a_header_alone_is_an_empty_sitting():
    assert set(table("go_nogo", ONE)[0].values()) == {""}
    assert table("go_nogo", "person," + ONE) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "row 1 should name the columns", id="empty"),
        pytest.param("\n\n", "row 1 should name the columns", id="blank"),
        pytest.param(b"\xff\xfe", "Row 1 is not UTF-8", id="not text"),
        pytest.param(TWO.encode() + b"test,\xe9", "Row 3 is not UTF-8", id="Latin 1"),
        pytest.param(
            TWO.replace(",rt_ms", ""), "column rt_ms is missing", id="missing"
        ),
        pytest.param(TWO.replace("rt_ms", "rt"), "no column 'rt'", id="unknown"),
        pytest.param(
            TWO.replace("rt_ms", "trial"), "trial is there more than once", id="twice"
        ),
        pytest.param(
            TWO.replace("400", "quick"), "Row 2, column rt_ms: 'quick'", id="words"
        ),
        pytest.param(TWO.replace("400", "nan"), "Row 2, column rt_ms: 'nan'", id="nan"),
        pytest.param(TWO.replace("400", "1e99"), "column rt_ms: '1e99'", id="absurd"),
        pytest.param(
            TWO.replace("circle", "triangle"),
            "Row 2, column shown: 'triangle' is not one of circle, square",
            id="unknown kind",
        ),
        pytest.param(
            TWO.replace("test,1,1", "test,0,1"),
            "Row 2, column block: '0' is not a whole number from 1",
            id="below its bound",
        ),
        pytest.param(
            TWO.replace("true", ""),
            "Row 2, column correct: an empty cell is not true or false",
            id="empty where it may not be",
        ),
        pytest.param(
            TWO + "test,1,2,square,,,true,\n",
            "Row 3, after column correct",
            id="too long",
        ),
        pytest.param(
            TWO.replace("400", ""),
            "Row 2: button and rt_ms go together",
            id="a press without its time",
        ),
        pytest.param(TWO + "test,1,2\n", "Row 3, column shown", id="too short"),
        pytest.param(TWO + 'test,1,2,"circle', "Row 3 is not CSV", id="open quote"),
        pytest.param(TWO + "\0" * 9, "Row 3", id="zeros"),
        pytest.param(
            "person," + TWO.replace("\ntest", "\n,test"),
            "Row 2, column person: the cell is empty",
            id="nobody",
        ),
    ],
)
def test_what_is_no_such_csv_is_refused_by_row_and_column(text, says):
    said = sentence("go_nogo", text)
    assert says in said
    assert said.endswith((".", "empty"))
    assert "Traceback" not in said


def test_a_value_the_instrument_does_not_have_is_refused():
    assert "from 0 to 3" in sentence("phq8", "item,value\ndown,4\n")
    assert "one of interest, down" in sentence("phq8", "item,value\nninth,1\n")


def test_an_unknown_activity_is_a_matter_of_usage_and_names_those_there_are():
    with pytest.raises(Usage, match="stop_signal") as refused:
        asked("chess", TWO)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("arguments", [[], ["go_nogo"]])
def test_without_a_task_and_a_file_it_says_what_it_needs(arguments):
    called = CliRunner().invoke(score, arguments, standalone_mode=False)
    assert isinstance(called.exception, UsageError)


def test_a_file_is_read_from_its_path(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(TWO, "utf-8")
    called = CliRunner().invoke(score, ["go_nogo", str(path)])
    assert (called.exit_code, called.output) == (0, asked("go_nogo", TWO))
    missing = CliRunner().invoke(score, ["go_nogo", str(tmp_path / "none.csv")])
    assert missing.exit_code == 2


@settings(max_examples=200, deadline=None)
@given(untrusted=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_at_all_are_our_fault(untrusted):
    for raw in (untrusted, TWO.encode() + untrusted):
        with suppress(Malformed):
            assert asked("go_nogo", raw)


def test_the_list_names_every_activity_with_its_columns_and_units():
    listed = CliRunner().invoke(score, ["--list"]).output
    said = json.loads(CliRunner().invoke(score, ["--list", "--json"]).output)
    assert [task["task"] for task in said] == list(tasks())
    for task in said:
        assert f"{task['task']}, version {task['version']}" in listed
        assert task["scoring"] in listed
        assert task["scores"]
        for column in task["columns"]:
            assert column["description"] in listed
            assert column["kind"] in listed
