"""What `pod score` refuses, and the sentence it has for each."""

from contextlib import suppress

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.cli.score import score
from pod.errors import Malformed
from pod.modules.questionnaire import site_tasks
from pod.task import take_on
from tests.instruments import supply
from tests.scoring import ONE, TWO, asked, sentence


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "first row should name the columns", id="empty"),
        pytest.param("\n,,\n", "first row should name the columns", id="blank"),
        pytest.param(
            TWO.replace(",", ";"),
            "Row 1: columns must be separated by commas, not semicolons.",
            id="semicolons",
        ),
        pytest.param(
            "\n" + TWO.replace("phase", '"phase"').replace(",", "\t"),
            "Row 2: columns must be separated by commas, not tabs.",
            id="tabs",
        ),
        pytest.param(
            "\n" + TWO.replace("rt_ms", "rt"),
            "Row 2: go_nogo has no",
            id="further down",
        ),
        pytest.param(
            TWO.replace("400", "-5"),
            "Row 2, column rt_ms: '-5' is not a number from 0, or empty.",
            id="a press before the figure",
        ),
        pytest.param(
            TWO.replace("circle", "square"),
            "Row 2: correct does not agree with shown and button.",
            id="not so",
        ),
        pytest.param(
            TWO + "test,1,1,square,,,true\n",
            "Row 3: this trial is there already; "
            "two sittings or people need a column person.",
            id="the same trial twice",
        ),
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


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("2", "Row 2, column version: '2' is not 1, as phq8 is."),
        ("", "Row 2, column version: an empty cell is not a whole number."),
        ("one", "Row 2, column version: 'one' is not a whole number."),
    ],
)
def test_rows_of_another_version_are_refused(cell, says):
    assert sentence("phq8", f"item,value,version\ndown,1,{cell}\n") == says


def test_any_activitys_rows_may_say_their_version():
    text = "version," + TWO.replace("\ntest", "\n1,test")
    assert asked("go_nogo", text) == asked("go_nogo", TWO)
    refused = sentence("go_nogo", text.replace("\n1,", "\n7,"))
    assert refused == "Row 2, column version: '7' is not 1, as go_nogo is."


def test_an_answer_between_those_that_an_item_has_is_refused(tmp_path):
    supply(tmp_path, "levenson")
    before = take_on(site_tasks(tmp_path))
    try:
        said = sentence("levenson", "item,value\nq01,-3\nq02,0\n")
    finally:
        take_on(before)
    assert said == "Row 3: 0 is no answer to q02."


def test_a_value_the_instrument_does_not_have_is_refused():
    assert "from 0 to 3" in sentence("phq8", "item,value\ndown,4\n")
    assert "one of interest, down" in sentence("phq8", "item,value\nninth,1\n")


@pytest.mark.parametrize(
    ("task", "text", "says"),
    [
        pytest.param(
            "go_nogo",
            "trial,shown,button,rt_ms\n1,circle,left,400\n1,circle,left,400\n",
            "Row 3: this trial is there already; two sittings or people need a column "
            "person. A column phase or block would tell them apart too.",
            id="blocks that count anew",
        ),
        pytest.param(
            "go_nogo",
            "person," + ONE + "p1,test,1,1,circle,,,false\n" * 2,
            "Row 3: this trial is there already.",
            id="one person",
        ),
        pytest.param(
            "phq8",
            "item,value,revision\ndown,1,0\ndown,1,1\ndown,2,1\n",
            "Row 4: this item is there already; two sittings",
            id="an item in one revision",
        ),
        pytest.param(
            "slow_breathing",
            "breath,in_ms,out_ms,completed\n" + "1,4000,6000,true\n" * 2,
            "Row 3: this breath is there already; two sittings",
            id="a breath",
        ),
    ],
)
def test_a_row_that_is_there_twice_is_refused(task, text, says):
    assert sentence(task, text).startswith(says)


def test_a_file_that_is_refused_is_named(tmp_path):
    path = tmp_path / "march.csv"
    path.write_text(TWO.replace("400", "quick"), "utf-8")
    called = CliRunner().invoke(score, ["go_nogo", str(path)])
    assert called.exception.say.startswith("march.csv: Row 2, column rt_ms: 'quick'")


@settings(max_examples=200, deadline=None)
@given(untrusted=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_at_all_are_our_fault(untrusted):
    for raw in (untrusted, TWO.encode() + untrusted):
        with suppress(Malformed):
            assert asked("go_nogo", raw)
