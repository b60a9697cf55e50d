"""What `pod evaluate` says and ends with where single rows are refused."""

import json
from secrets import SystemRandom

import pytest
from click.testing import CliRunner

from pod.bundle.receipt import read_receipt
from pod.cli.evaluate import evaluate
from pod.errors import PartRefused
from pod.evaluation.folder import StudyFolder
from pod.export.run import export_now
from tests.export.makers import OTHER_KEY, POD_KEY, Memory, both_points, clock, people


def run(*words):
    return CliRunner().invoke(evaluate, [str(word) for word in words])


@pytest.fixture
def study(tmp_path):
    """A study of two pods that tell otherwise of who the same six people are."""
    folder, stick = tmp_path / "study", tmp_path / "stick"
    stick.mkdir()
    run("new-study", "calm", "--out", folder)
    for pod, key, changed in (
        ("pod07", POD_KEY, people(6)),
        ("pod08", OTHER_KEY, people(6, sex="female")),
    ):
        run("add-pod", pod, key.public, "--study", folder)
        store = Memory(StudyFolder(folder).pack, pod, key)
        store.people, store.rows = changed, both_points(changed)
        export_now(store, stick, SystemRandom(), clock())
    return folder


def test_the_import_ends_with_3_and_the_receipt_names_what_was_refused(study, tmp_path):
    said = run("import", tmp_path / "stick", "--study", study)
    assert isinstance(said.exception, PartRefused)
    assert said.exception.exit_code == 3
    assert said.stderr.splitlines() == [
        "calm-pod07-000001.podbundle: 66 rows loaded.",
        "calm-pod08-000001.podbundle: 60 rows loaded, 6 refused.",
    ]
    told = json.loads(run("status", "--study", study, "--json").stdout)["pods"]
    assert [(one["rows"], one["refused"]) for one in told] == [(66, 0), (0, 6)]
    run("receipt", "--study", study, "--out", tmp_path / "back")
    receipt = read_receipt(
        tmp_path / "back" / "calm-pod08-000001.podreceipt",
        StudyFolder(study).pack.receipt_keys,
    )
    whys = [(one.file, one.row, one.why) for one in receipt.rows]
    assert whys == [("participants.csv", row, "told_otherwise") for row in range(1, 7)]


def test_the_same_bundles_again_are_here_and_end_well(study, tmp_path):
    run("import", tmp_path / "stick", "--study", study)
    again = run("import", tmp_path / "stick", "--study", study)
    assert again.exception is None
    assert again.stderr.count("already here") == 2
