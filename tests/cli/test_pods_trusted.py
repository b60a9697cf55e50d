"""Where a pod stands, and what becomes of its bundles once its key is withdrawn."""

import json
from secrets import SystemRandom

import pytest
from click.testing import CliRunner

from pod.cli.evaluate import evaluate
from pod.errors import Untrusted, Usage
from pod.evaluation.folder import StudyFolder
from pod.export.run import export_now
from pod.seal import fingerprint
from tests.export.makers import OTHER_KEY, POD_KEY, Memory, both_points, clock, people


def run(*words, trouble=None):
    """Run a command; return what it said, having ended as it should."""
    said = CliRunner().invoke(evaluate, [str(word) for word in words])
    kind = type(said.exception) if said.exception else None
    assert kind is trouble, said.exception
    return said


@pytest.fixture
def study(tmp_path):
    """A study of one pod."""
    folder = tmp_path / "study"
    run("new-study", "calm", "--out", folder)
    run("add-pod", "pod07", POD_KEY.public, "--study", folder)
    return folder


@pytest.fixture
def pod(study, tmp_path):
    """What lets the pod write a bundle of a few more people, signed with a key."""
    store = Memory(StudyFolder(study).pack)

    def export(key=POD_KEY):
        stick = tmp_path / f"stick{len(store.records)}"
        stick.mkdir()
        store.key = key
        store.people = people(6 * (len(store.records) + 1))
        store.rows = both_points(store.people)
        export_now(store, stick, SystemRandom(), clock())
        return stick

    return export


def test_a_pod_is_a_site_of_its_own_until_it_is_placed(study):
    run("add-pod", "pod08", OTHER_KEY.public, "--site", "Ashfield", "--study", study)
    assert StudyFolder(study).sites == {"pod07": "pod07", "pod08": "Ashfield"}
    run("site", "pod07", "Ashfield", "--study", study)
    told = json.loads(run("status", "--study", study, "--json").stdout)["pods"]
    assert [one["site"] for one in told] == ["Ashfield", "Ashfield"]
    assert (study / "sites.csv").read_text() == (
        "pod,site\npod07,Ashfield\npod08,Ashfield\n"
    )


def test_only_a_pod_of_the_study_is_placed_and_only_in_a_plain_name(study):
    run("site", "pod09", "Ashfield", "--study", study, trouble=Usage)
    run("site", "pod07", 'a,"b', "--study", study, trouble=Usage)
    assert not (study / "sites.csv").exists()


def test_after_its_key_is_withdrawn_only_bundles_signed_anew_come_in(study, pod):
    first, second = pod(), pod()
    run("import", first, "--study", study)
    said = run("revoke-pod", "pod07", "--study", study, "--json")
    assert json.loads(said.stdout)["from_sequence"] == 2
    said = run("import", first, "--study", study)
    assert "already here" in said.stderr
    said = run("import", second, "--study", study, trouble=Untrusted)
    assert "The key that signed it was withdrawn." in said.stderr
    told = json.loads(run("status", "--study", study, "--json").stdout)
    (aside,) = told["quarantined"]
    assert (aside["code"], "signed with the pod's new key" in aside["do"]) == (4, True)
    assert told["pods"][0]["revoked"] == [fingerprint(POD_KEY.public)]
    assert told["pods"][0]["rows"] == 66
    run("add-pod", "pod07", OTHER_KEY.public, "--study", study)
    run("import", pod(OTHER_KEY), "--study", study)
    run("import", second, "--study", study, trouble=Untrusted)


def test_a_number_before_the_theft_lets_nothing_later_count(study, pod):
    stick = pod()
    run("revoke-pod", "pod07", "--from-sequence", 1, "--study", study)
    run("import", stick, "--study", study, trouble=Untrusted)


def test_a_withdrawn_key_is_not_trusted_again_and_not_withdrawn_twice(study):
    run("revoke-pod", "pod07", "--study", study)
    run("revoke-pod", "pod07", "--study", study, trouble=Usage)
    run("add-pod", "pod07", POD_KEY.public, "--study", study, trouble=Usage)
    run("revoke-pod", "pod09", "--study", study, trouble=Usage)
