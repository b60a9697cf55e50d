"""`pod score`: a CSV in, scores out, and a plain sentence when it is no such CSV."""

import csv
import io
import json

import msgspec
import pytest
from click import UsageError
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.cli.score import score
from pod.errors import Usage
from pod.rehearse import rehearse
from pod.task import tasks
from tests.examples import one_in
from tests.playing import begin, person_of
from tests.scoring import ONE, TWO, asked, table


def as_csv(people):
    """The rows of people as the pod, or anybody, would write them."""
    text = io.StringIO()
    rows = [(who, msgspec.to_builtins(row)) for who, kept in people for row in kept]
    writer = csv.DictWriter(text, ["person", *rows[0][1]])
    writer.writeheader()
    writer.writerows({"person": who, **row} for who, row in rows)
    return text.getvalue()


@pytest.mark.parametrize("name", tasks())
@settings(max_examples=one_in(8))
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
        assert list(line) == [c for of in expected for c in (of, f"{of}_why")]
        for column, found_to_be in expected.items():
            cell = line[column]
            assert (float(cell) if cell else None) == found_to_be.value
            assert line[f"{column}_why"] == found_to_be.why


def test_without_a_person_column_there_is_one_line():
    lines = table("go_nogo", TWO)
    assert len(lines) == 1
    assert (lines[0]["rt_median"], lines[0]["d_prime"]) == ("400.0", "")


def test_a_missing_score_says_why_beside_its_empty_cell():
    lines = table("go_nogo", "person," + "p1,".join(TWO.splitlines(keepends=True)))
    assert (lines[0]["d_prime"], lines[0]["d_prime_why"]) == ("", "one_kind_only")
    assert (lines[0]["rt_median"], lines[0]["rt_median_why"]) == ("400.0", "")


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
        pytest.param("\r\n,,\n \n" + TWO, id="blank lines first"),
        pytest.param(TWO.removesuffix("\n"), id="no last line end"),
        pytest.param(TWO.replace("true", "TRUE"), id="a spreadsheet's true"),
        pytest.param(TWO.replace("1,1,", "1.0,1.0,"), id="whole numbers with a point"),
    ],
)
def test_what_spreadsheets_do_to_a_csv_does_not_matter(text):
    assert asked("go_nogo", text) == asked("go_nogo", TWO)


STOP = "side,stop,ssd_ms,button,rt_ms,correct\n"


def rows_of_a_researcher():
    """Go trials of 500 ms, and stops of which half succeed, as little as it takes."""
    lines = [
        *["left,false,,left,500,true\n"] * 60,
        *["right,true,200,,,true\n"] * 20,
        *["right,true,200,right,400,false\n"] * 20,
    ]
    return STOP + "".join(lines)


def test_a_researchers_file_needs_no_column_that_scoring_does_not_need():
    assert table("stop_signal", rows_of_a_researcher())[0]["ssrt"] == "300.0"


@pytest.mark.parametrize(
    ("task", "text"),
    [("stop_signal", rows_of_a_researcher()), ("go_nogo", TWO)],
)
def test_whether_a_trial_is_correct_follows_from_the_other_columns(task, text):
    without = "".join(f"{line.rpartition(',')[0]}\n" for line in text.splitlines())
    assert "correct" not in without
    assert asked(task, without) == asked(task, text)


def test_without_trial_numbers_nobody_can_say_what_followed_a_slip():
    text = "shown,button,rt_ms\nsquare,left,350\ncircle,left,500\ncircle,left,450\n"
    assert table("go_nogo", text)[0]["post_error_slowing_why"] == "no_trial_numbers"


def test_two_people_may_have_the_same_trial():
    people = (
        "person," + ONE + "p1,test,1,1,circle,,,false\np2,test,1,1,circle,,,false\n"
    )
    assert len(table("go_nogo", people)) == 2


def test_columns_may_stand_in_any_order():
    turned = [",".join(line.split(",")[::-1]) for line in TWO.splitlines()]
    assert asked("go_nogo", "\n".join(turned)) == asked("go_nogo", TWO)


def test_a_header_alone_is_an_empty_sitting():
    empty = table("go_nogo", ONE)[0]
    assert {empty[name] for name in tasks()["go_nogo"].score([])} == {""}
    assert empty["d_prime_why"] == "no_rows"
    assert table("go_nogo", "person," + ONE) == []


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
            assert column["required"] == (not column["assumed"])


def test_the_list_gives_each_instruments_ranges_bands_and_rule_for_change():
    listed = CliRunner().invoke(score, ["--list"]).output
    for line in (
        "  scores: total (0 to 27), first_eight (0 to 24), difficulty (0 to 3)",
        "  scores: total (0 to 24), items_missing",
        "  scores: total (13 to 65), mean (1 to 5), items_missing",
        "  scores: mean (1 to 5), items_missing",
        "  total 15 to 19: moderately severe\n",
        "  total 10 to 14: moderate (unconfirmed)",
        "  change in total: Jacobson & Truax with retest 0.87, SD 8.6",
        "  change in total: published threshold, 6 or more (90 %)",
    ):
        assert line in listed
    said = json.loads(CliRunner().invoke(score, ["--list", "--json"]).output)
    by_name = {task["task"]: task for task in said}
    assert by_name["core10"]["ranges"]["total"] == [0, 40]
    assert by_name["go_nogo"]["ranges"] == {}
    for task in said:
        assert set(task["change"]) <= set(task["scores"])
        assert set(task["ranges"]) <= set(task["scores"])


def test_no_activity_has_columns_of_its_own_that_a_file_may_add():
    for task in tasks().values():
        assert not {"person", "version"} & set(task.row.__struct_fields__)


def test_the_list_says_what_is_assumed_where_a_column_is_left_out():
    listed = CliRunner().invoke(score, ["--list"]).output
    for line in (
        "phase (left out: test): one of",
        "block (left out: 1): a whole number",
        "onset_ms (left out: empty): a number",
        "correct (left out: worked out from shown and button): true or false",
        "correct (left out: worked out from button, side and stop): true or false",
        "  rt_ms: a number from 0, or empty",
    ):
        assert line in listed
