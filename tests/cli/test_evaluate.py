"""The evaluator's commands, from a new study to a receipt."""

import csv
import io
import json
import stat
import subprocess
import sys
from secrets import SystemRandom

import msgspec
import pytest
from click.testing import CliRunner

from pod.bundle.receipt import read_receipt
from pod.cli.evaluate import evaluate
from pod.errors import Malformed, PartRefused, Sealed, Storage, Untrusted, Usage
from pod.evaluation.folder import StudyFolder
from pod.export.run import export_now
from pod.seal import fingerprint, new_identity, sig_beside
from tests.export.makers import OTHER_KEY, POD_KEY, Memory, both_points, clock, people


def run(*words, trouble=None):
    """Run a command; return what it said, having ended as it should."""
    said = CliRunner().invoke(evaluate, [str(word) for word in words])
    kind = type(said.exception) if said.exception else None
    assert kind is trouble, said.exception
    return said


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    run("new-study", "calm", "--out", folder, "--threshold", 10)
    run("add-pod", "pod07", POD_KEY.public, "--study", folder)
    return folder


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def export(study, stick, n=15, key=POD_KEY):
    """Let a pod with ten people of one band and the rest of another export."""
    store = Memory(StudyFolder(study).pack, key=key)
    store.people = [*people(10), *people(n - 10, start=10, sentence_band="remand")]
    store.rows = both_points(store.people)
    return export_now(store, stick, SystemRandom(), clock()).path


def test_the_road_from_a_stick_to_an_outcome_table(study, stick):
    export(study, stick)
    said = run("import", stick, "--study", study)
    assert said.stderr == "calm-pod07-000001.podbundle: 165 rows loaded.\n"
    table = run("outcomes", "--study", study).stdout
    lines = {
        line["group"]: line
        for line in csv.DictReader(io.StringIO(table))
        if line["score"] == "satisfied"
    }
    assert lines["everyone"]["n"] == "15"
    assert lines["1-4 years"]["n"] == "withheld"
    assert lines["remand"]["n"] == lines["remand"]["ci_low"] == "withheld"


def test_outcomes_go_to_a_file_or_to_json(study, stick, tmp_path):
    export(study, stick)
    run("import", stick, "--study", study)
    file = tmp_path / "outcomes.csv"
    assert run("outcomes", "--study", study, "--csv", file).stdout == ""
    assert file.read_text().startswith("task,score,better,group,n,")
    told = json.loads(run("outcomes", "--study", study, "--json").stdout)
    assert told["threshold"] == 10
    withheld = [line for line in told["outcomes"] if line["group"] == "remand"]
    assert all(line["withheld"] and line["n"] is None for line in withheld)


@pytest.mark.parametrize(
    "words",
    [
        ("outcomes", "--csv", "{}/table.csv"),
        ("receipt", "--out", "{}/receipts"),
        ("convert", "--to", "csv", "--out", "{}/tables"),
    ],
)
def test_where_nothing_can_be_written_one_sentence_says_so(
    study, stick, tmp_path, words
):
    export(study, stick)
    run("import", stick, "--study", study)
    (tmp_path / "file").write_text("no folder")
    told = [word.format(tmp_path / "file") for word in words]
    said = run(*told, "--study", study, trouble=Storage)
    assert "cannot be written" in said.exception.say


def test_a_report_that_cannot_be_written_is_one_sentence(study, stick, tmp_path):
    run("import", export(study, stick), "--study", study)
    (tmp_path / "file").write_text("no folder")
    out = tmp_path / "file" / "report"
    said = run("report", "--study", study, "--out", out, trouble=Storage)
    assert f"{out} cannot be written" in said.exception.say


def test_a_repeated_bundle_is_already_here(study, stick):
    path = export(study, stick)
    run("import", path, "--study", study)
    before = run("outcomes", "--study", study).stdout
    said = run("import", path, stick, "--study", study)
    assert said.stderr.count("already here") == 2
    assert run("outcomes", "--study", study).stdout == before


def test_one_flipped_byte_is_refused_with_a_sentence(study, stick):
    path = export(study, stick)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    said = run("import", path, "--study", study, trouble=Untrusted)
    assert said.exception.exit_code == 4
    assert said.stderr.startswith("calm-pod07-000001.podbundle: The signature does")


def test_a_bundle_of_an_unknown_pod_is_refused(study, stick):
    export(study, stick, key=OTHER_KEY)
    run("import", stick, "--study", study, trouble=Untrusted)


def test_a_study_without_the_right_key_cannot_open_it(study, stick):
    export(study, stick)
    for name in ("study.age", "escrow.age"):
        (study / "keys" / name).write_text(new_identity())
    said = run("import", stick, "--study", study, trouble=Sealed)
    assert said.exception.exit_code == 5


def test_some_good_and_some_bad_is_part_refused(study, stick):
    export(study, stick)
    bad = stick / "zz.podbundle"
    bad.write_bytes(b"not a bundle")
    sig_beside(bad).write_text(POD_KEY.sign(b"something else"))
    said = run("import", stick, "--study", study, "--json", trouble=PartRefused)
    states = [one["state"] for one in json.loads(said.stdout)["bundles"]]
    assert states == ["loaded", "refused"]
    assert said.exception.say == "1 of 2 bundles were refused."


def test_an_empty_folder_is_no_trouble(study, stick):
    assert "no bundles" in run("import", stick, "--study", study).stderr


def test_status_names_pods_gaps_and_what_was_set_aside(study, stick):
    export(study, stick)
    run("import", stick, "--study", study)
    (stick / "bad.podbundle").write_bytes(b"x")
    run("import", stick / "bad.podbundle", "--study", study, trouble=Untrusted)
    said = run("status", "--study", study)
    assert said.stdout.splitlines() == [
        "pod,site,bundles,rows,refused,withdrawn,last,gaps,breaks,went_back,silent_days",
        "pod07,pod07,1,165,0,0,1,none,none,none,none",
    ]
    assert said.stderr == (
        "set aside: bad.podbundle: bad.podbundle has no signature beside it (code 4). "
        "Ask the pod for it again; trust a new key with add-pod.\n"
    )
    told = json.loads(run("status", "--study", study, "--json").stdout)
    assert told["pods"][0]["fingerprints"] == [fingerprint(POD_KEY.public)]
    assert told["quarantined"][0]["code"] == 4


def test_a_receipt_is_signed_and_names_what_arrived(study, stick, tmp_path):
    path = export(study, stick)
    run("import", stick, "--study", study)
    said = run("receipt", "--study", study, "--out", tmp_path / "back", "--json")
    (written,) = json.loads(said.stdout)["receipts"]
    keys = StudyFolder(study).pack.receipt_keys
    receipt = read_receipt(
        tmp_path / "back" / path.with_suffix(".podreceipt").name, keys
    )
    assert written.endswith("calm-pod07-000001.podreceipt")
    assert (receipt.accepted, receipt.refused) == (165, 0)


def test_a_new_study_shows_its_fingerprint_and_closes_its_keys(tmp_path):
    said = run("new-study", "calm", "--out", tmp_path, "--json")
    told = json.loads(said.stdout)
    key = (tmp_path / "keys" / "signing.pub").read_text()
    assert told["fingerprint"] == fingerprint(key)
    assert len(told["recipients"]) == 2
    for name in ("study.age", "escrow.age", "signing"):
        mode = (tmp_path / "keys" / name).stat().st_mode
        assert stat.S_IMODE(mode) == 0o600
    assert "escrow.age" in said.stderr


def test_a_study_may_choose_and_an_escrow_key_may_stay_away(tmp_path):
    chosen = ["--group-by", "sex", "--k", 7, "--title", "Calmer days"]
    chosen += ["--schedule", "0 3 * * 1,4"]
    outcomes = ["--outcome", "go_nogo.d_prime", "--outcome", "check_in.mood:higher"]
    run("new-study", "calm", "--out", tmp_path / "a", *chosen, *outcomes)
    pack = StudyFolder(tmp_path / "a").pack
    assert (pack.policy.k, pack.policy.group_by) == (7, "sex")
    assert pack.policy.ladder[1:] == (("sex",), ())
    assert pack.schedule == "0 3 * * 1,4"
    assert [one.better for one in pack.outcomes] == ["higher", "higher"]
    run("new-study", "calm", "--out", tmp_path / "b", "--escrow", pack.recipients[1])
    assert not (tmp_path / "b" / "keys" / "escrow.age").exists()
    assert StudyFolder(tmp_path / "b").pack.recipients[1] == pack.recipients[1]


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        (["A Study"], Usage),
        (["calm", "--threshold", 1], Usage),
        (["calm", "--outcome", "ons4"], Usage),
        (["calm", "--outcome", "go_nogo.rt_sd"], Usage),
        (["calm", "--outcome", "ons4.happy:sideways"], Usage),
        (["calm", "--escrow", "age1nobody"], Malformed),
        (["calm", "--programme", "nosuch"], Usage),
        (["calm", "--schedule", "0 0 30 2 *"], Usage),
    ],
)
def test_a_study_that_makes_no_sense_is_not_begun(tmp_path, words, trouble):
    run("new-study", *words, "--out", tmp_path / "new", trouble=trouble)
    assert not (tmp_path / "new").exists()


def test_a_second_study_never_overwrites_the_first(study):
    before = (study / "keys" / "study.age").read_text()
    run("new-study", "other", "--out", study, trouble=Usage)
    assert (study / "keys" / "study.age").read_text() == before


def test_a_pod_is_trusted_by_file_or_by_line(study, tmp_path):
    file = tmp_path / "pod08.pub"
    file.write_text(f"{OTHER_KEY.public} pod08\n")
    said = run("add-pod", "pod08", file, "--study", study)
    assert fingerprint(OTHER_KEY.public) in said.stdout
    run("add-pod", "pod08", OTHER_KEY.public, "--study", study)
    assert [one.who for one in StudyFolder(study).pods] == ["pod07", "pod08"]


@pytest.mark.parametrize(
    ("pod", "key", "trouble"),
    [
        ("pod08", "ssh-rsa AAAA", Malformed),
        ("Pod 8", OTHER_KEY.public, Usage),
        ("pod08", POD_KEY.public, Usage),
    ],
)
def test_a_wrong_key_or_name_is_not_trusted(study, pod, key, trouble):
    run("add-pod", pod, key, "--study", study, trouble=trouble)
    assert [one.who for one in StudyFolder(study).pods] == ["pod07"]


def test_a_folder_that_is_no_study_says_so(tmp_path):
    run("status", "--study", tmp_path, trouble=Usage)


def test_a_pack_changed_in_the_folder_is_noticed(study):
    pack = StudyFolder(study).pack
    loose = msgspec.structs.replace(
        pack, policy=msgspec.structs.replace(pack.policy, suppress_below=2)
    )
    (study / "calm.podstudy").write_bytes(msgspec.json.encode(loose))
    run("outcomes", "--study", study, trouble=Untrusted)


def test_the_commands_load_neither_screen_nor_ports_nor_stores():
    program = "import sys, pod.cli.evaluate; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    kept_out = {"PySide6", "serial", "sqlalchemy", "sqlcipher3", "keyring"}
    slow = {"duckdb", "statsmodels", "pandas", "numpy"}
    assert not loaded & (kept_out | slow)
    assert not {"pod.storage", "pod.ui", "pod.hardware"} & set(told.stdout.split())
