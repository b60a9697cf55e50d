"""`pod score --since`: what became of each person's scores, by the published rule."""

import csv
import io
import json
from dataclasses import replace

import pytest
from click import UsageError
from click.testing import CliRunner

from pod.change.judged import NONE_PUBLISHED
from pod.cli.score import score
from pod.errors import Malformed, Usage
from pod.task import take_on, task_named, tasks
from tests.instruments import supply
from tests.scoring import ONE

ITEMS = [item.id for item in task_named("phq9").read_params().items]


def phq9(**totals):
    """A CSV of people with these totals, spread over the items as it comes."""
    lines = ["person,item,value"]
    for person, total in totals.items():
        for at, item in enumerate(ITEMS[:9]):
            lines.append(f"{person},{item},{total // 9 + (at < total % 9)}")
    return "\n".join(lines) + "\n"


def alone(text):
    """The same of nobody in particular."""
    return text.replace("p1,", "").replace("person,", "")


@pytest.fixture
def since(tmp_path):
    def run(task, earlier, now, *options):
        for name, text in (("earlier", earlier), ("now", now)):
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        files = [str(tmp_path / "now.csv"), "--since", str(tmp_path / "earlier.csv")]
        called = CliRunner().invoke(
            score, [task, *files, *options], standalone_mode=False
        )
        if called.exception:
            raise called.exception
        return called.stdout

    return run


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_each_person_has_a_line_a_score_with_change_class_and_rule(since):
    said = since("phq9", phq9(p1=15, p2=12, p3=5), phq9(p1=8, p2=10, p3=12))
    totals = {line["person"]: line for line in table(said) if line["score"] == "total"}
    found = [(one["before"], one["now"], one["change"]) for one in totals.values()]
    assert found == [("15", "8", "-7"), ("12", "10", "-2"), ("5", "12", "7")]
    classes = [one["class"] for one in totals.values()]
    assert classes == ["recovered", "unchanged", "harmed"]
    assert totals["p1"]["rule"].startswith("published threshold, 6 or more")
    assert totals["p1"]["rule"].endswith("unconfirmed")


def test_a_score_that_nothing_judges_has_the_statement_instead_of_a_class(since):
    now = phq9(p1=8) + "p1,difficulty,1\n"
    said = since("phq9", phq9(p1=15) + "p1,difficulty,2\n", now)
    line = next(one for one in table(said) if one["score"] == "difficulty")
    assert (line["change"], line["class"], line["rule"]) == ("-1", "", "none")
    assert line["why"].startswith("None for one person")


def test_an_assessment_says_in_its_own_words_why_it_judges_nobody(since):
    rows = ONE + "test,1,1,circle,left,400,true\n"
    lines = table(since("go_nogo", rows, rows.replace("400", "380")))
    line = next(one for one in lines if one["score"] == "rt_median")
    assert (line["change"], line["class"]) == ("-20.0", "")
    assert line["why"] == task_named("go_nogo").read_about().change
    missing = next(one for one in lines if one["score"] == "d_prime")
    assert missing["why"] == "before_one_kind_only"


def test_somebody_in_one_file_only_is_listed_with_what_lacks(since):
    said = since("phq9", phq9(p1=15, p2=3), phq9(p1=8, p3=4))
    why = {
        line["person"]: line["why"] for line in table(said) if line["score"] == "total"
    }
    assert why == {"p1": "", "p3": "before_not_there", "p2": "now_not_there"}


def test_without_a_person_column_both_files_are_one_persons(since):
    before, now = (alone(phq9(p1=total)) for total in (15, 8))
    line = table(since("phq9", before, now))[0]
    assert "person" not in line
    assert line["class"] == "recovered"


def test_json_says_the_same_with_each_rule_once(since):
    said = json.loads(since("phq9", phq9(p1=15), phq9(p1=8), "--json"))
    assert (said["task"], said["version"]) == ("phq9", 1)
    assert said["rules"]["total"].startswith("published threshold")
    (person,) = said["people"]
    assert person["person"] == "p1"
    assert person["changes"]["total"] == {
        "before": 15,
        "now": 8,
        "change": -7,
        "rc": None,
        "kind": "recovered",
        "why": "",
    }


def test_another_method_can_be_asked_for_and_says_which_r_it_used(since):
    said = since("phq9", phq9(p1=15), phq9(p1=8), "--method", "jt_alpha")
    line = table(said)[0]
    # -7 / (sqrt(2) x 6.1 x sqrt(.11)) = -7 / 2.8612
    assert float(line["rc"]) == pytest.approx(-2.4465, abs=1e-4)
    assert line["class"] == "recovered"
    assert "Jacobson & Truax with alpha 0.89" in line["rule"]
    said = since("phq9", phq9(p1=15), phq9(p1=8), "--method", "jt_retest")
    assert table(said)[0]["why"] == NONE_PUBLISHED


def test_one_file_with_persons_and_one_without_are_refused(since):
    with pytest.raises(Malformed, match="Only one of the two files has a column"):
        since("phq9", phq9(p1=15), alone(phq9(p1=8)))


def test_what_is_amiss_is_said_with_the_files_name(since):
    with pytest.raises(Malformed, match=r"^earlier\.csv: Row 2, column value: '9'"):
        since("phq9", "item,value\nharm,9\n", phq9(p1=8))
    with pytest.raises(Malformed, match=r"^now\.csv: Row 2, column value: '9'"):
        since("phq9", phq9(p1=8), "item,value\nharm,9\n")


def test_a_method_without_an_earlier_file_is_a_matter_of_usage(tmp_path):
    path = tmp_path / "now.csv"
    path.write_text(phq9(p1=8), "utf-8")
    called = CliRunner().invoke(
        score, ["phq9", str(path), "--method", "jt_alpha"], standalone_mode=False
    )
    assert isinstance(called.exception, UsageError)


def test_a_sites_own_instrument_is_scored_while_its_folder_is_named(tmp_path):
    own = tmp_path / "instruments"
    own.mkdir()
    supply(own, "who5")
    path = tmp_path / "rows.csv"
    path.write_text("item,value\n" + "".join(f"q0{n},3\n" for n in range(1, 6)))
    asked = ["who5", str(path), "--instruments", str(own)]
    called = CliRunner().invoke(score, asked, standalone_mode=False)
    assert table(called.stdout)[0]["index"] == "60.0"
    listed = CliRunner().invoke(score, ["--list", "--instruments", str(own)])
    assert "who5, version 1" in listed.output
    assert "index (0 to 100)" in listed.output
    assert "who5" not in tasks()
    called = CliRunner().invoke(score, asked[:2], standalone_mode=False)
    assert isinstance(called.exception, Usage)


def test_naming_a_folder_leaves_what_the_home_took_on(tmp_path):
    supply(tmp_path, "isi")
    take_on([replace(task_named("phq8"), name="mine")])
    try:
        CliRunner().invoke(score, ["--list", "--instruments", str(tmp_path)])
        assert "mine" in tasks()
        assert "isi" not in tasks()
    finally:
        take_on(())
