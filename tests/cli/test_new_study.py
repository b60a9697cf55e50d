"""What an evaluator may ask of pods, each wish checked before anything is made."""

import json

import pytest
from click.testing import CliRunner

from pod.cli.evaluate import evaluate
from pod.cli.study import study
from pod.errors import Malformed, Untrusted, Usage
from pod.evaluation.folder import StudyFolder
from pod.seal import new_identity, recipient_of, sig_beside

OFFICE, ESCROW = (recipient_of(new_identity()) for _ in range(2))
NOBODY = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
ROWS = ("--level", "rows", "--agreement", "DSA-12")


def run(command, *words, trouble=None):
    """Run a command; return what it said, having ended as it should."""
    said = CliRunner().invoke(command, [str(word) for word in words])
    kind = type(said.exception) if said.exception else None
    assert kind is trouble, said.exception
    return said


@pytest.fixture
def new(tmp_path):
    """Make a study with these wishes; return what was said."""

    def new(*wishes, trouble=None):
        where = ("--out", tmp_path / "study", "--escrow", ESCROW)
        return run(evaluate, "new-study", "calm", *where, *wishes, trouble=trouble)

    return new


def pack_in(tmp_path):
    return StudyFolder(tmp_path / "study").pack


def test_a_study_is_of_outcomes_unless_it_says_otherwise(new, tmp_path):
    assert "anonymised outcomes, in groups of 5 or more" in new().stdout
    pack = pack_in(tmp_path)
    assert (pack.level, pack.agreement, pack.linkage) == ("outcomes", "", None)
    assert pack.serial > 0


def test_research_rows_name_their_agreement_and_who_may_link_them(new, tmp_path):
    said = new(*ROWS, "--linkage", OFFICE).stdout
    assert "pseudonymised research rows, under the agreement DSA-12" in said
    pack = pack_in(tmp_path)
    assert (pack.level, pack.agreement, pack.linkage) == ("rows", "DSA-12", OFFICE)


def test_what_the_gate_goes_by_is_in_the_packs_policy(new, tmp_path):
    rungs = ("--ladder", "age_band,sex", "--ladder", "sex", "--ladder", "none")
    new(
        *rungs,
        "--weeks",
        "2,8",
        "--enter-after",
        "last",
        "--lost-after-weeks",
        9,
        *("--patience", 2),
    )
    policy = pack_in(tmp_path).policy
    assert policy.ladder == (("age_band", "sex"), ("sex",), ())
    assert policy.weeks == (2, 8)
    assert (policy.enter_after, policy.lost_after_weeks) == ("last", 9)
    assert policy.patience == 2


@pytest.mark.parametrize(
    ("wishes", "say"),
    [
        (("--level", "rows"), "name it by --agreement"),
        (("--level", "rows", "--agreement", "  "), "name it by --agreement"),
        (("--agreement", "DSA-12"), "belong to research rows"),
        (("--linkage", OFFICE), "belong to research rows"),
        ((*ROWS, "--linkage", NOBODY), "is nobody's age key"),
        ((*ROWS, "--linkage", ESCROW), "may not be sent the rows as well"),
        ((*ROWS, "--agreement", "x" * 81), "agreement must be 80 letters or fewer"),
        (("--ladder", "shoe_size"), "There is no band shoe_size"),
        (("--ladder", "sex", "--ladder", "age_band"), "fewer bands than the one above"),
        (("--ladder", "sex", "--ladder", "sex"), "fewer bands than the one above"),
        (("--weeks", "2,x"), "numbers with commas"),
        (("--weeks", "8,2"), "Weeks grow from 1"),
        (("--weeks", "0,2"), "Weeks grow from 1"),
        (("--weeks", "2,105"), "Weeks grow from 1"),
        (("--lost-after-weeks", "0"), "made: lost-after-weeks must be 1 or more."),
        (("--k", "1"), "made: k must be 2 or more."),
    ],
)
def test_a_wish_that_makes_no_sense_is_one_sentence_and_nothing_is_made(
    new, tmp_path, wishes, say
):
    said = new(*wishes, trouble=Usage)
    assert say in said.exception.say
    assert "\n" not in said.exception.say
    assert not (tmp_path / "study").exists()


def test_two_people_can_look_at_a_pack_before_it_is_installed(new):
    told = json.loads(new(*ROWS, "--json").stdout)
    said = run(study, "show", told["pack"]).stdout
    assert "pseudonymised research rows, under the agreement DSA-12" in said
    assert told["fingerprint"] in said
    shown = json.loads(run(study, "show", told["pack"], "--json").stdout)
    assert shown["serial"] == told["serial"]


def test_a_pack_that_was_changed_or_cut_is_not_shown(new, tmp_path):
    path = tmp_path / "study" / "calm.podstudy"
    new()
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"k": 5', b'"k": 2'))
    run(study, "show", path, trouble=Untrusted)
    path.write_bytes(whole[:-9])
    run(study, "show", path, trouble=Malformed)
    path.write_bytes(whole)
    sig_beside(path).unlink()
    run(study, "show", path, trouble=Untrusted)


def test_the_readers_of_a_study_change_one_pack_after_another(new, tmp_path):
    """The old key is dropped once pods seal for the new one, too."""
    new()
    first = pack_in(tmp_path)
    old, later = first.recipients[0], recipient_of(new_identity())
    where = ("renew", "--study", tmp_path / "study")
    run(evaluate, *where, "--add-key", later)
    both = pack_in(tmp_path)
    assert both.recipients == (*first.recipients, later)
    run(evaluate, *where, "--drop-key", old, "--schedule", "0 6 * * 1")
    last = pack_in(tmp_path)
    assert last.recipients == (*first.recipients[1:], later)
    assert last.schedule == "0 6 * * 1"
    assert first.serial < both.serial < last.serial
    assert (first.policy, first.signed_by) == (last.policy, last.signed_by)


def test_a_pack_for_nobody_is_not_made(new, tmp_path):
    new()
    before = pack_in(tmp_path)
    where = ("renew", "--study", tmp_path / "study")
    drops = [word for key in before.recipients for word in ("--drop-key", key)]
    for words in (["--add-key", NOBODY], ["--drop-key", NOBODY], drops):
        said = run(evaluate, *where, *words, trouble=Usage)
        assert said.exception.say
    run(evaluate, *where, "--schedule", "*/5 * * * *", trouble=Malformed)
    assert pack_in(tmp_path) == before
