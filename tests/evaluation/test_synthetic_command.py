"""`pod evaluate synthesise`: the same again, trouble on purpose, and bad wishes."""

import json
from collections import defaultdict

import numpy as np
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pod.cli.evaluate import evaluate
from pod.errors import PartRefused, Usage
from pod.evaluation.synthetic.making import make_study
from tests.evaluation.synthetic_made import (
    OUTCOMES,
    ROWS,
    SMALL,
    asked,
    plain,
    run,
    scores_in,
    taken_in,
)


@pytest.mark.parametrize("truth", [SMALL, ROWS])
def test_the_same_truth_makes_the_same_tables_under_new_keys(truth, tmp_path):
    few = replace(truth, people=16, pods=1, sites=1)
    for name in ("one", "again"):
        make_study(few, tmp_path / name)
    assert plain(tmp_path / "one") == plain(tmp_path / "again")
    sealed = [
        {
            file.read_bytes()
            for file in (tmp_path / name / "bundles").glob("*.podbundle")
        }
        for name in ("one", "again")
    ]
    assert not sealed[0] & sealed[1]


@pytest.mark.parametrize("design", ["waiting", "wedge"])
def test_arms_are_those_that_the_study_drew_and_sealed_for_its_pods(design, tmp_path):
    out, pods = tmp_path / "made", 3
    words = ("--design", design, "--level", "rows", "--pods", pods, "--people", 24)
    run(
        "synthesise",
        "--out",
        out,
        *words,
        "--weeks",
        9,
        "--points",
        "first,last",
        "--seed",
        5,
    )
    taken_in(out)
    truth = json.loads((out / "truth.json").read_bytes())
    names = [arm["name"] for arm in truth["arms"]]
    came = defaultdict(list)
    told = "SELECT pod, arm FROM participant JOIN bundle ON bundle.id = bundle"
    for pod, arm in sorted(asked(out, told)):
        came[pod].append(arm)
    for pod in ("pod001", "pod002", "pod003"):
        kept = json.loads((out / "study" / "allocation" / f"{pod}.json").read_bytes())
        places = kept["places"] * (8 if design == "wedge" else 1)
        drawn = sorted(names[int(place)] for place in places[:8])
        assert came[pod] == drawn


def test_lost_and_spoilt_bundles_are_missed_and_told(tmp_path):
    out = tmp_path / "made"
    made = make_study(replace(ROWS, lost=0.3, damaged=2), out)
    there = {file.name for file in (out / "bundles").glob("*.podbundle")}
    assert made.lost
    assert not there & {*made.lost}
    assert len(there) + len(made.lost) == made.made
    refused = {one["name"] for one in taken_in(out, PartRefused) if one["code"] == 4}
    assert refused == {*made.damaged}
    told = json.loads(run("status", "--study", out / "study", "--json").stdout)
    assert any(pod["gaps"] for pod in told["pods"])


@pytest.mark.parametrize("truth", [SMALL, ROWS])
def test_who_withdraws_is_taken_out_again(truth, tmp_path):
    out = tmp_path / "made"
    make_study(replace(truth, withdrawn=0.2), out)
    taken_in(out)
    ((gone,),) = asked(out, "SELECT count(DISTINCT study_code) FROM withdrawn")
    assert gone > 0
    left = "SELECT * FROM measure JOIN withdrawn USING (study_code)"
    assert not asked(out, left)


def test_the_truth_lies_beside_the_bundles_and_makes_them_again(tmp_path):
    words = ("--people", 12, "--pods", 1, "--sites", 1, "--weeks", 10)
    run("synthesise", "--out", tmp_path / "one", *words, "--effect", "0.8")
    truth = tmp_path / "one" / "truth.json"
    run("synthesise", "--out", tmp_path / "two", "--truth", truth)
    assert (tmp_path / "two" / "truth.json").read_bytes() == truth.read_bytes()
    assert plain(tmp_path / "one") == plain(tmp_path / "two")
    told = json.loads((tmp_path / "one" / "expected.json").read_bytes())
    assert {
        one["outcome"]: round(abs(one["d_z"]), 6)
        for one in told
        if one["point"] == "last"
    } == dict.fromkeys(
        ("ons4.satisfied", "ons4.anxious", "phq8.total", "stop_signal.ssrt"), 0.8
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--pods", 9, "--people", 8), "9 pods need at least 9 people"),
        (("--attrition", "NOWAY"), "is not MCAR, MAR or MNAR"),
        (("--attrition", "MAR:0.2:1:1"), "is not MCAR, MAR or MNAR"),
        (("--outcome", "phq8.nosuch"), "no usual numbers for phq8.nosuch"),
        (("--trials", "played", "--outcome", "go_nogo.d_prime"), "cannot be played"),
        (("--name", "Not An Id"), "3 to 16 small letters and digits"),
        (("--lost", "2"), "cannot be made: lost must be 0.95 or less."),
        (("--k", 1), "cannot be made: k must be 2 or more."),
        (("--effect", "nan"), "--effect must be a number"),
        (("--tau", "inf"), "--tau must be a number"),
        (("--design", "waiting", "--people", 9000), "2000 people at most"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence_and_leaves_nothing(
    words, said, tmp_path
):
    out = tmp_path / "made"
    ended = CliRunner().invoke(
        evaluate, ["synthesise", "--out", str(out), *map(str, words)]
    )
    assert isinstance(ended.exception, Usage)
    assert said in ended.exception.say
    assert ended.exception.exit_code == 2
    assert not out.exists()


def test_a_file_and_wishes_about_outcomes_are_not_mixed(tmp_path):
    file = tmp_path / "truth.json"
    file.write_text("{}", "ascii")
    said = run(
        "synthesise",
        "--out",
        tmp_path / "x",
        "--truth",
        file,
        "--tau",
        1,
        trouble=Usage,
    )
    assert "all about each outcome" in said.exception.say
    said = run("synthesise", "--out", tmp_path / "x", "--truth", file, trouble=Usage)
    assert "outcomes" in said.exception.say


def test_what_lies_in_a_folder_is_never_mixed_with_a_new_study(tmp_path):
    (tmp_path / "mine.txt").write_text("kept", "ascii")
    with pytest.raises(Usage, match="There is something in"):
        make_study(replace(SMALL, people=10), tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_many_people_of_many_pods_show_the_effect_that_was_put_in(tmp_path):
    out = tmp_path / "made"
    truth = replace(ROWS, people=240, outcomes=OUTCOMES[1:2], weeks=9)
    make_study(truth, out)
    taken_in(out)
    told = scores_in(out)
    first = {key[0]: told[key] for key in told if key[1:] == ("first", "gad7.total")}
    change = np.array(
        [
            told[code, "last", "gad7.total"] - value
            for code, value in first.items()
            if (code, "last", "gad7.total") in told
        ]
    )
    wanted = json.loads((out / "expected.json").read_bytes())[0]
    error = wanted["sd_change"] / len(change) ** 0.5
    assert abs(change.mean() - wanted["mean_change"]) < 4 * error
    assert len(change) == pytest.approx(240 * 0.9, abs=4 * (240 * 0.09) ** 0.5)
