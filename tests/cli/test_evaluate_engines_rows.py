"""`pod evaluate ask` and `convert` over research rows, whose trials lie in Parquet."""

import csv
import io

from click.testing import CliRunner

from pod.cli.evaluate import evaluate
from pod.evaluation.folder import StudyFolder
from pod.study import policy_hash
from tests.evaluation.rows_made import key_of, rows_for, sent
from tests.evaluation.rows_people import participant

ROWS = ("--level", "rows", "--agreement", "DSA-12", "--threshold", "10")


def run(*words):
    """Run a command that succeeds; return what it said."""
    said = CliRunner().invoke(evaluate, [str(word) for word in words])
    assert not said.exception, said.exception
    return said


def test_trials_are_told_by_condition_and_rows_say_they_are_not_anonymous(tmp_path):
    folder, out = tmp_path / "study", tmp_path / "out"
    run("new-study", "calm", "--out", folder, *ROWS)
    run("add-pod", "pod01", key_of("pod01").public, "--study", folder)
    pack = StudyFolder(folder).pack
    where = {"to": pack.recipients, "policy_hash": policy_hash(pack.policy)}
    everybody = [participant(number) for number in range(12)]
    run("import", sent(tmp_path, rows_for(everybody), **where), "--study", folder)
    told = run("ask", "trials", "--study", folder).stdout
    lines = {
        (line["point"], line["grouped"]): line
        for line in csv.DictReader(io.StringIO(told))
    }
    happy = lines["first", "happy"]
    assert (happy["people"], happy["trials"], happy["answered"]) == ("12", "12", "12")
    assert (float(happy["mean_rt_ms"]), float(happy["sd_rt_ms"])) == (900.5, 0.0)
    run("convert", "--to", "csv", "--out", out, "--study", folder)
    with (out / "trials-ons4.csv").open(newline="", encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 12 * 2 * 4
    readme = (out / "README.txt").read_text("utf-8")
    assert "NOT ANONYMOUS" in readme
    assert "DSA-12" in readme
