"""A study with arms by its commands, from the pod's key to a draw that is checked."""

import hashlib
import json
import stat
from collections import Counter

import msgspec
import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select

from pod.app.inside import open_inside
from pod.arms import first_departure
from pod.cli import audit as record
from pod.cli import check, store
from pod.cli import study as served
from pod.cli.evaluate import evaluate
from pod.errors import Malformed, Sealed, Usage
from pod.evaluation.begin import begin_study
from pod.evaluation.folder import StudyFolder
from pod.evaluation.plan import Wishes
from pod.journeys.cast import STAFF
from pod.seal import new_identity, recipient_of
from pod.storage import outbox
from pod.storage.arms import arm_of
from pod.storage.tables import AuditRow, SettingRow
from pod.values import seeded
from tests.export.stored import refs

SUPERVISOR = STAFF[1]
ARMS = ["--arm", "now:first", "--arm", "later:first:8"]


def run(command, *words, trouble=None, typed=None):
    """Run a command; return what it said, having ended as it should."""
    said = CliRunner().invoke(command, [str(word) for word in words], input=typed)
    kind = type(said.exception) if said.exception else None
    assert kind is trouble, said.exception
    return said


@pytest.fixture(autouse=True)
def here(home, monkeypatch):
    """The pod's home, as its commands find it."""
    monkeypatch.setenv("POD_HOME", str(home))
    return home


def key():
    return recipient_of(new_identity())


def new_study(folder, *words, pods=None, trouble=None):
    named = pods if pods is not None else [f"pod0{n}={key()}" for n in (1, 2)]
    given = [word for pod in named for word in ("--pod", pod)]
    return run(
        evaluate, "new-study", "calm", "--out", folder, *words, *given, trouble=trouble
    )


@pytest.fixture
def study(tmp_path):
    """A study whose sequence for this pod was made with the pod's own printed key."""
    recipient = asked("key").stdout.strip()
    new_study(tmp_path / "study", *ARMS, pods=[f"pod01={recipient}"])
    return StudyFolder(tmp_path / "study")


def asked(*words, trouble=None, who=SUPERVISOR):
    """Give a command of `pod study` as somebody who signs in for it."""
    words = (*words, "--as", who.number)
    return run(served.study, *words, trouble=trouble, typed=f"{who.code}\n")


def install(study, trouble=None):
    return asked("install", study.path / "calm.podstudy", trouble=trouble)


def test_what_a_pod_draws_is_what_the_evaluator_kept(here, study, clock):
    assert "serves the study calm" in install(study).stdout
    inside = open_inside(here, clock, seeded(1))
    with inside.memory.doings.begin() as db:
        drawn = [arm_of(db, "pod01", who, clock.utc()).name for who in refs(inside)]
    inside.memory.close()
    kept = (study.path / "allocation/pod01.json").read_bytes()
    (one,) = study.pack.sequences
    assert first_departure(kept, one.commitment, drawn) is None
    turned = ["now" if name == "later" else "later" for name in drawn]
    assert first_departure(kept, one.commitment, turned) == 0
    assert run(record.audit, "verify").stdout == "The record is whole.\n"


def test_no_command_shows_what_comes_next(study):
    said = [
        install(study),
        run(check.check),
        run(check.check, "--json"),
        asked("key"),
        run(record.audit, "verify"),
        run(evaluate, "status", "--study", study.path),
    ]
    whole = "".join(one.output for one in said)
    kept = json.loads((study.path / "allocation/pod01.json").read_text())
    assert len(kept["places"]) == 200
    assert kept["places"][:12] not in whole
    assert kept["nonce"] not in whole


def test_a_study_made_for_another_key_is_not_installed(tmp_path):
    new_study(tmp_path / "study", *ARMS)
    said = install(StudyFolder(tmp_path / "study"), trouble=Sealed)
    assert said.exception.exit_code == 5
    assert "No key here opens it" in said.exception.say


def test_a_refused_pack_leaves_no_line_in_the_record(here, tmp_path, clock):
    folder = tmp_path / "study"
    new_study(folder, *ARMS, pods=[f"pod02={key()}"])
    install(StudyFolder(folder), trouble=Usage)
    inside = open_inside(here, clock, seeded(1))
    with inside.memory.doings.begin() as db:
        whats = set(db.scalars(select(AuditRow.what)))
    inside.memory.close()
    assert "study_installed" not in whats


def test_provisioning_prints_both_keys_and_an_evaluator_takes_them_as_they_are(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("POD_HOME", str(tmp_path / "new"))
    said = run(store.provision, "pod07", "--site", "Test", "--demo").stdout
    signing, recipient = said.splitlines()
    assert signing.startswith("ssh-ed25519 ")
    with store.opened_memory() as memory, memory.doings.begin() as db:
        assert recipient == recipient_of(outbox.identity(db))
    (tmp_path / "pod07.pub").write_text(said)
    new_study(tmp_path / "study", *ARMS, pods=[f"pod07={recipient}"])
    words = ["pod07", tmp_path / "pod07.pub", "--study", tmp_path / "study"]
    run(evaluate, "add-pod", *words)
    assert [one.key for one in StudyFolder(tmp_path / "study").pods] == [signing]


def test_a_store_from_before_there_were_arms_gets_its_key_when_asked(here, clock):
    inside = open_inside(here, clock, seeded(1))
    with inside.memory.doings.begin() as db:
        db.execute(delete(SettingRow).where(SettingRow.name == outbox.IDENTITY))
    inside.memory.close()
    first = asked("key").stdout
    assert first.startswith("age1")
    assert asked("key").stdout == first


def test_what_was_drawn_is_for_its_owners_eyes_and_fits_the_commitment(tmp_path):
    said = new_study(tmp_path, *ARMS)
    folder = tmp_path / "allocation"
    assert str(folder) in said.stderr
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for one in StudyFolder(tmp_path).pack.sequences:
        file = folder / f"{one.pod}.json"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert hashlib.sha256(file.read_bytes()).hexdigest() == one.commitment


def test_a_study_with_arms_says_so_and_one_without_has_no_allocation(tmp_path):
    said = new_study(tmp_path / "a", *ARMS, "--json")
    assert json.loads(said.stdout)["arms"] == ["now", "later"]
    said = new_study(tmp_path / "b", "--json", pods=[])
    assert json.loads(said.stdout)["arms"] == []
    assert not (tmp_path / "b/allocation").exists()
    assert StudyFolder(tmp_path / "b").pack.sequences == ()


def places(folder):
    files = sorted((folder / "allocation").glob("*.json"))
    return [json.loads(file.read_text())["places"] for file in files]


def test_pods_and_studies_draw_apart(tmp_path):
    for name in "ab":
        new_study(tmp_path / name, *ARMS)
    drawn = places(tmp_path / "a") + places(tmp_path / "b")
    assert len(set(drawn)) == 4


def test_an_evaluator_chooses_blocks_and_places(tmp_path):
    new_study(tmp_path, *ARMS, "--block-sizes", "2,4", "--people", 30)
    assert [len(one) for one in places(tmp_path)] == [30, 30]
    assert all("00000" not in one for one in places(tmp_path))


def test_the_steps_of_whole_pods_are_balanced(tmp_path):
    pods = [f"pod0{number}={key()}" for number in range(1, 6)]
    new_study(tmp_path, *ARMS, "--unit", "pod", "--starts-on", "2026-06-01", pods=pods)
    steps = Counter(places(tmp_path))
    assert sorted(steps.values()) == [2, 3]
    pack = StudyFolder(tmp_path).pack
    assert (pack.unit, str(pack.starts_on)) == ("pod", "2026-06-01")


def test_the_same_seed_draws_the_same_arms(tmp_path):
    """What a study draws comes from the chances that it is given, and nothing else."""
    wishes = Wishes(name="calm", arms=("now:first", "later:first:8"), people=60)
    wishes = msgspec.structs.replace(wishes, pods=(f"pod01={key()}",))
    for name in "ab":
        begin_study(tmp_path / name, wishes, None, seeded(4))
    assert places(tmp_path / "a") == places(tmp_path / "b")


ONE = [f"pod01={key()}"]
SAME = key()


@pytest.mark.parametrize(
    ("words", "pods", "trouble"),
    [
        (["--arm", "now:first"], ONE, Usage),
        (["--arm", "now:first", "--arm", "now:first:8"], ONE, Usage),
        (["--arm", "now", "--arm", "later:first:8"], ONE, Usage),
        (["--arm", "now:first:soon", "--arm", "later:first:8"], ONE, Usage),
        (["--arm", "now:first:0:1", "--arm", "later:first:8"], ONE, Usage),
        (["--arm", "now:nosuch", "--arm", "later:first:8"], ONE, Usage),
        (ARMS, [], Usage),
        (ARMS, ["pod01"], Malformed),
        (ARMS, ["Pod 1=age1"], Usage),
        (ARMS, ["pod01=age1nobody"], Malformed),
        (ARMS, [ONE[0], f"pod01={SAME}"], Usage),
        (ARMS, [f"pod01={SAME}", f"pod02={SAME}"], Usage),
        ([*ARMS, "--block-sizes", "4"], ONE, Usage),
        ([*ARMS, "--block-sizes", "4,4"], ONE, Usage),
        ([*ARMS, "--block-sizes", "4,5"], ONE, Usage),
        ([*ARMS, "--block-sizes", "0,4"], ONE, Usage),
        ([*ARMS, "--block-sizes", "four,six"], ONE, Usage),
        ([*ARMS, "--people", "1"], ONE, Usage),
        ([*ARMS, "--starts-on", "2026-06-01"], ONE, Usage),
        ([*ARMS, "--unit", "pod"], ["pod01=" + SAME, ONE[0]], Usage),
        ([*ARMS, "--unit", "pod", "--starts-on", "soon"], ONE, Usage),
        ([*ARMS, "--unit", "pod", "--starts-on", "2026-06-01"], ONE, Usage),
        ([], ONE, Usage),
        (["--people", "50"], [], Usage),
        (["--unit", "pod"], [], Usage),
    ],
)
def test_arms_that_make_no_sense_begin_no_study(tmp_path, words, pods, trouble):
    said = new_study(tmp_path / "new", *words, pods=pods, trouble=trouble)
    assert said.exception.say
    assert not (tmp_path / "new").exists()
