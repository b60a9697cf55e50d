"""`pod evaluate gate`, from bundles of research rows to a folder of outcomes."""

import json

import pytest
from click.testing import CliRunner

from pod.cli.evaluate import evaluate
from pod.errors import Malformed, Private, Usage
from pod.evaluation.folder import StudyFolder
from pod.study import policy_hash
from tests.evaluation.rows_made import key_of, rows_for, sent
from tests.evaluation.rows_people import participant

ROWS = ("--level", "rows", "--agreement", "DSA-12")


def run(*words, trouble=None):
    """Run a command; return what it said, having ended as it should."""
    said = CliRunner().invoke(evaluate, [str(word) for word in words])
    kind = type(said.exception) if said.exception else None
    assert kind is trouble, said.exception
    return said


@pytest.fixture
def study(tmp_path):
    """A study of research rows that trusts two pods."""
    folder = tmp_path / "study"
    run("new-study", "calm", "--out", folder, *ROWS)
    for pod in ("pod01", "pod02"):
        run("add-pod", pod, key_of(pod).public, "--study", folder)
    return folder


@pytest.fixture
def came(study, tmp_path):
    """Take in rows of so many people from each pod."""

    def came(size, pods=("pod01", "pod02")):
        pack = StudyFolder(study).pack
        policy = {"policy_hash": policy_hash(pack.policy)}
        for place, pod in enumerate(pods):
            people = [participant(place * 100 + number) for number in range(size)]
            where = {"to": pack.recipients, "bundle": f"{place:032x}", **policy}
            run(
                "import",
                sent(tmp_path, rows_for(people), pod, **where),
                "--study",
                study,
            )

    return came


def test_what_two_pods_hold_back_alone_is_released_together(study, came, tmp_path):
    came(3)
    out = tmp_path / "out"
    told = json.loads(run("gate", "--study", study, "--out", out, "--json").stdout)
    assert (told["run"], told["people"]) == (1, 6)
    assert sorted(told["files"]) == sorted(
        str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()
    )
    lines = (out / "data/participants.csv").read_text().splitlines()
    assert len(lines) == 7


def test_a_second_run_says_that_nothing_is_new(study, came, tmp_path):
    came(3)
    run("gate", "--study", study, "--out", tmp_path / "out")
    said = run("gate", "--study", study, "--out", tmp_path / "out").stdout
    assert said == "run: 1\npeople: 0\nrows: 0\nfiles: none\n"


def test_too_few_people_end_with_the_code_of_privacy(study, came, tmp_path):
    came(2)
    out = tmp_path / "out"
    said = run("gate", "--study", study, "--out", out, trouble=Private)
    assert said.exception.exit_code == 7
    assert "at least 1 more person" in said.exception.say
    assert not out.exists()


def test_a_study_of_outcomes_has_no_gate(tmp_path):
    folder = tmp_path / "study"
    run("new-study", "calm", "--out", folder)
    out = tmp_path / "out"
    said = run("gate", "--study", folder, "--out", out, trouble=Usage)
    assert "research rows" in said.exception.say
    assert not out.exists()


def test_a_pod_that_is_none_of_the_study_is_named(study, tmp_path):
    words = ("--study", study, "--out", tmp_path / "out", "--pod", "pod77")
    assert "pod77" in run("gate", *words, trouble=Usage).exception.say


def test_a_study_of_outcomes_takes_no_rows_in(tmp_path):
    folder = tmp_path / "study"
    run("new-study", "calm", "--out", folder)
    run("add-pod", "pod01", key_of("pod01").public, "--study", folder)
    pack = StudyFolder(folder).pack
    where = {"to": pack.recipients, "policy_hash": policy_hash(pack.policy)}
    path = sent(tmp_path, rows_for([participant(1)]), **where)
    said = run("import", path, "--study", folder, trouble=Malformed)
    assert "holds rows, and the study outcomes" in said.stderr


def test_rows_do_not_say_that_they_are_anonymous(study, came):
    came(6)
    said = run("status", "--study", study)
    assert "anonymised outcomes" not in said.stdout + said.stderr
