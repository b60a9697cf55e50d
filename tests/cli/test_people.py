"""`pod people` and `pod audit`: a person's rights, and the record, from the office."""

import json

import pytest
from click.testing import CliRunner

from pod.app.inside import open_memory
from pod.cli.audit import audit
from pod.cli.people import people
from pod.cli.somebody import left_and_told
from pod.clock import VirtualClock
from pod.errors import Damaged, Trouble, Usage
from pod.settings import read_settings
from tests.conftest import BEGINS
from tests.lived import OFFICER, SUPERVISOR, copy

DANIEL = "A1001BC"


@pytest.fixture(autouse=True)
def home(laid, tmp_path, monkeypatch):
    home = copy(laid[0], tmp_path / "home")
    monkeypatch.setenv("POD_HOME", str(home))
    return home


def run(*words, typed=(), group=people):
    said = "".join(f"{line}\n" for line in typed)
    told = CliRunner().invoke(group, [str(word) for word in words], input=said)
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told


def asks(*words, more=(), who=SUPERVISOR, group=people):
    return run(*words, "--as", who.number, typed=(who.code, *more), group=group)


def test_somebody_is_added_and_found_again():
    words = ("--first-name", "Kit", "--cell", "B1-02", "--band", "age_band=30-39")
    assert asks("add", "a9009bc", *words).stdout == "Added.\n"
    assert "Kit, A9009BC, B1-02" in asks("see", "A9009BC").stdout


def test_a_band_or_a_name_that_is_none_is_said_to_be_none():
    words = ("add", "A9009BC", "--cell", "B1-02", "--first-name")
    with pytest.raises(Usage, match="is not NAME=VALUE"):
        asks(*words, "Kit", "--band", "tall")
    with pytest.raises(Usage, match="plain words"):
        asks(*words, "x" * 50)


def test_all_that_is_kept_is_shown_and_written_for_the_printer(tmp_path):
    shown = asks("see", DANIEL).stdout
    assert "Daniel" in shown
    assert "evaluation yes" in shown
    assert "Sitting 1, 2026-01-05" in shown
    page = tmp_path / "page.html"
    asks("see", DANIEL, "--to", page)
    assert page.stat().st_mode & 0o077 == 0
    assert f"<p>What this pod keeps about Daniel, {DANIEL}" in page.read_text()
    (told,) = json.loads(asks("see", DANIEL, "--json").stdout)
    assert told["choices"][0]["take_part"] is True


def test_a_correction_a_note_and_a_withdrawal():
    asks("correct", DANIEL, "--cell", "Q9-77", "--language", "cy")
    asks("note", DANIEL, "<b>I meant great.</b>")
    assert "Nothing more leaves. No bundle" in asks("withdraw", DANIEL).stdout
    shown = asks("see", DANIEL).stdout
    assert all(one in shown for one in ("Q9-77", "I meant great", "evaluation no"))


@pytest.mark.parametrize("bundles", [None, 0, 1, 3])
def test_evaluators_are_said_to_be_told_where_something_had_left(bundles):
    said = left_and_told(bundles, linked=False)
    assert ("tells the evaluators to take those results out" in said) == bool(bundles)


def test_nothing_written_is_read_as_markup(tmp_path):
    asks("note", DANIEL, "<b>bold</b>")
    asks("see", DANIEL, "--to", tmp_path / "page.html")
    assert "&lt;b&gt;bold" in (tmp_path / "page.html").read_text()


def test_leaving_and_erasing():
    assert asks("leave", DANIEL).stdout == "They take part no more.\n"
    told = asks("erase", DANIEL, more=(OFFICER.number, OFFICER.code))
    assert "all their answers are gone, also from every backup." in told.stdout
    assert "No bundle" in told.stdout
    with pytest.raises(Usage, match="not on this pod"):
        asks("see", DANIEL)


def test_forgetting_a_code_leaves_the_person_and_ends_what_is_known_of_their_rows():
    told = asks("forget-code", DANIEL, more=(OFFICER.number, OFFICER.code)).stdout
    assert told == (
        "Their code is forgotten. No pod can tell any more what has left of theirs. "
        "No bundle with anything of theirs had left.\n"
    )
    assert "without a name: cannot be told any more" in asks("see", DANIEL).stdout
    assert "No pod can tell" in asks("withdraw", DANIEL).stdout
    with pytest.raises(Usage, match="already"):
        asks("forget-code", DANIEL, more=(OFFICER.number, OFFICER.code))


def test_erasing_takes_two_people():
    with pytest.raises(Usage, match="second person"):
        asks("erase", DANIEL, more=(SUPERVISOR.number, SUPERVISOR.code))
    assert "Daniel" in asks("see", DANIEL).stdout


def test_a_purge_says_what_would_go():
    told = asks("purge", "--dry-run").stdout
    assert told.startswith("0 would go: last here 365 days ago or more.")


def test_only_a_supervisor_sees_answers():
    with pytest.raises(Trouble, match="not open"):
        asks("see", DANIEL, who=OFFICER)


def test_the_record_is_whole_and_can_be_read():
    assert run("verify", group=audit).stdout == "The record is whole.\n"
    told = json.loads(run("verify", "--json", group=audit).stdout)
    assert (told["say"], told["rolled_back"]) == ("", 0)
    shown = asks("show", "doings", "--most", "5", group=audit).stdout.splitlines()
    assert len(shown) == 5
    first = int(shown[0].split()[0])
    page = asks("show", "doings", "--before", first, "--json", group=audit).stdout
    assert json.loads(page)["lines"][-1]["number"] == first - 1


def test_a_head_from_the_handover_sheet_still_fits():
    heads = asks("head", group=audit, who=OFFICER).stdout.splitlines()
    words = [word for one in heads for word in ("--head", one)]
    assert run("verify", *words, group=audit).stdout == "The record is whole.\n"
    told = asks("verify", "--head", heads[0], group=audit)
    assert told.stdout == "The record is whole.\n"


def test_a_head_that_does_not_fit_is_exit_8_with_the_place():
    (_, doings) = asks("head", group=audit, who=OFFICER).stdout.splitlines()
    store, count, *_ = doings.split("-")
    other = f"{store}-{count}-{'-'.join(['0000'] * 5)}"
    with pytest.raises(Damaged, match=f"Line {count} of the record of doings") as found:
        run("verify", "--head", other, group=audit)
    assert found.value.exit_code == 8


def test_the_anchors_of_a_backup_show_a_pod_that_was_put_back(home, laid, tmp_path):
    asks("note", DANIEL, "Something more.")
    later = tmp_path / "anchors"
    later.write_bytes((home / "anchors").read_bytes())
    for name in ("people.db", "pod.db", "persons.db", "anchors"):
        (home / name).write_bytes((laid[0] / name).read_bytes())
    assert run("verify", group=audit).stdout == "The record is whole.\n"
    with pytest.raises(Damaged, match="is gone; the head given has it"):
        run("verify", "--anchors", later, group=audit)


def test_a_deed_by_command_leaves_who_did_it(home):
    asks("note", DANIEL, "Something more.")
    memory = open_memory(home, read_settings(home), VirtualClock(BEGINS))
    with memory.doings.engine.connect() as connection:
        query = "SELECT role, staff FROM audit WHERE what = 'note_added'"
        assert tuple(connection.exec_driver_sql(query).one()) == ("supervisor", "2002")
    memory.close()
