"""`pod record`: a record from one prison to another, by two people at their desks."""

import json
import shutil

import pytest
from click.testing import CliRunner

from pod.cli.record import record
from pod.errors import Malformed, Sealed, Untrusted, Usage
from pod.seal import sig_beside
from pod.wing.members import fingerprint, read_card
from tests.core.travelled import BESIDE, FAR, HERE
from tests.lived import OFFICER, SUPERVISOR

pytest_plugins = ("tests.pods_that_travel",)
DANIEL = "A1001BC"


@pytest.fixture
def at(known_pods, tmp_path, monkeypatch):
    """Return how to sit down at one of the pods, copied when it is first asked."""

    def sit(pod):
        if not (tmp_path / pod).exists():
            shutil.copytree(known_pods / pod, tmp_path / pod)
        monkeypatch.setenv("POD_HOME", str(tmp_path / pod))

    return sit


def run(*words, before=(), after=()):
    typed = "".join(f"{line}\n" for line in (*before, SUPERVISOR.code, *after))
    words = [str(word) for word in (*words, "--as", SUPERVISOR.number)]
    told = CliRunner().invoke(record, words, input=typed)
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told.stdout


def made(out):
    run("make", DANIEL, "--to", FAR, "--out", out)
    (path,) = out.glob("*.podrecord")
    return path


def test_a_record_goes_and_is_taken_in_once(at, tmp_path):
    at(HERE)
    told = run("make", DANIEL, "--to", FAR, "--out", tmp_path)
    assert "for pod91" in told
    assert "They are marked as moved: they go on at pod91." in told
    (path,) = tmp_path.glob("*.podrecord")
    at(FAR)
    first = run("take", path, "--cell", "C2-11")
    assert "Daniel (C2-11) is new here, and goes on where they were" in first
    assert "They are at home here" in first
    again = run("take", path)
    assert again == (
        "Daniel (C2-11): that record was taken in before. Nothing changed.\n"
    )
    at(HERE)
    assert "home pod91  moved" in run("list")
    told = json.loads(run("list", "--json"))
    assert [(one["way"], one["pod"]) for one in told["records"]] == [("out", FAR)]


def test_each_refusal_has_its_code(at, tmp_path):
    at(HERE)
    path = made(tmp_path)
    whole = path.read_bytes()
    at(BESIDE)
    with pytest.raises(Sealed):
        run("take", path)
    at(FAR)
    path.write_bytes(whole[:-1])
    with pytest.raises(Untrusted):
        run("take", path)
    path.write_bytes(whole)
    sig_beside(path).unlink()
    with pytest.raises(Untrusted):
        run("take", path)
    path.write_bytes(bytes(9_000_000))
    with pytest.raises(Malformed, match="too big"):
        run("take", path)
    assert run("list").count("Daniel") == 0


def test_a_pod_is_known_by_the_words_that_two_people_compare(at, tmp_path):
    at(FAR)
    run("forget", HERE)
    at(HERE)
    words = run("card", tmp_path).splitlines()[-1]
    (card,) = tmp_path.glob("*.podjoin")
    assert words == fingerprint(read_card(card))
    at(FAR)
    second = (OFFICER.number, OFFICER.code)
    with pytest.raises(Usage, match="not the same"):
        run("know", card, before=("aaaa-bbbb-cccc-dddd-eeee",))
    assert HERE not in run("list")
    assert words in run("know", card, before=(words,), after=second)


def test_who_was_marked_by_mistake_stays_when_two_say_so(at, tmp_path):
    at(HERE)
    made(tmp_path)
    told = run("stay", DANIEL, after=(OFFICER.number, OFFICER.code))
    assert told == "They are at home here again.\n"
    with pytest.raises(Usage, match="not marked as moved"):
        run("stay", DANIEL, after=(OFFICER.number, OFFICER.code))


@pytest.mark.parametrize("pod", ["no such pod!", "pod77"])
def test_a_pod_that_nobody_knows_gets_nothing(at, tmp_path, pod):
    at(HERE)
    with pytest.raises(Usage):
        run("make", DANIEL, "--to", pod, "--out", tmp_path)
    assert not list(tmp_path.glob("*.podrecord"))
