"""The record of acts: only added to, and what is done to it shows."""

import re
import shutil
from itertools import product
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from pod import desk
from pod.access import Role
from pod.app.inside import open_inside
from pod.errors import Storage, Usage
from pod.journeys.cast import STAFF
from pod.storage import acts, anchors, audit
from pod.storage.audit import Act
from pod.storage.memory import DOINGS, PEOPLE
from pod.storage.verified import read_mark, verify, written
from pod.values import seeded
from tests.conftest import BEGINS

GOOD = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)
RULES = ("audit", "audit_head")
PAST = (
    "UPDATE {} SET id = id + 100",
    "DELETE FROM {} WHERE id = 2",
    "INSERT OR REPLACE INTO {} SELECT * FROM {} WHERE id = 2",
)


@pytest.fixture
def record(inside):
    """A pod on which staff have done this and that, and left."""
    for on in (True, False, True):
        inside.core.answer(GOOD)
        inside.core.answer(desk.OnDuty(on))
        inside.core.answer(desk.Lock())
    return inside


def past_the_rules(db, line):
    """Do what only somebody with the store's key can: take the rules away first."""
    for table in RULES:
        for deed in ("UPDATE", "DELETE", "INSERT"):
            db.execute(text(f"DROP TRIGGER {table}_{deed}"))
    db.execute(text(line))


def found(inside, *brought):
    return verify(inside.memory, "pod01", brought).flaw


def act(**changed):
    return Act(**({"role": "pod", "what": "unlocked", "about": "abc123"} | changed))


def test_an_untouched_record_is_whole(record):
    verdict = verify(record.memory, "pod01")
    assert verdict.flaw is None
    assert [one.count > 3 for one in verdict.heads] == [True, True]


@pytest.mark.parametrize("store", ["people", "doings"])
def test_a_line_is_neither_changed_nor_taken_away(record, store):
    vault = anchors.vault_of(record.memory, store)
    for table, deed in product(RULES, PAST):
        with pytest.raises(Storage), vault.begin() as db:
            db.execute(text(deed.format(table, table)))
    assert found(record) is None


@pytest.mark.parametrize(
    ("store", "deed", "line"),
    [
        ("people", "UPDATE audit SET what = 'nothing' WHERE id = 3", 3),
        ("doings", "UPDATE audit SET staff = '9999' WHERE id = 2", 2),
        (
            "doings",
            "UPDATE audit SET done_at = '2020-01-01 00:00:00.0' WHERE id = 1",
            1,
        ),
        ("people", "DELETE FROM audit WHERE id = 2", 2),
        ("doings", "DELETE FROM audit WHERE id = 1", 1),
    ],
    ids=["deed", "who", "when", "deletion", "deletion of the first"],
)
def test_what_was_done_to_the_record_is_found(record, store, deed, line):
    with anchors.vault_of(record.memory, store).begin() as db:
        past_the_rules(db, deed)
    flaw = found(record)
    assert (flaw.store, flaw.line) == (store, line)
    assert f"line {line}" in flaw.say


def test_two_lines_that_changed_places_are_found(record):
    with record.memory.doings.begin() as db:
        past_the_rules(db, "UPDATE audit SET id = 99 WHERE id = 2")
        db.execute(text("UPDATE audit SET id = 2 WHERE id = 3"))
        db.execute(text("UPDATE audit SET id = 3 WHERE id = 99"))
    assert found(record).line == 2


@pytest.mark.parametrize("store", ["people", "doings"])
def test_a_cut_off_end_is_found_though_the_chain_fits(record, store):
    with anchors.vault_of(record.memory, store).begin() as db:
        last, _ = audit.head(db)
        past_the_rules(db, "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
        assert audit.first_break(db) is None
    flaw = found(record)
    assert (flaw.store, flaw.line) == (store, last)
    assert "is gone" in flaw.say


def test_an_end_cut_off_everywhere_is_found_with_a_head_from_paper(record):
    (_, doings) = verify(record.memory, "pod01").heads
    on_paper = read_mark(written(doings).upper())
    for vault in (record.memory.people, record.memory.doings):
        with vault.begin() as db:
            past_the_rules(db, "DELETE FROM audit WHERE id > 2")
            db.execute(text("DELETE FROM audit_head"))
    anchors_file(record).unlink()
    assert found(record) is None
    assert found(record, on_paper).line == doings.count


def anchors_file(inside):
    return inside.memory.doings.path.with_name(anchors.FILE)


def test_a_record_written_anew_over_a_signed_one_is_found(record):
    with record.memory.doings.begin() as db:
        last, _ = audit.head(db)
        past_the_rules(db, "DELETE FROM audit WHERE id > 1")
        for _ in range(last):
            audit.audit(db, act(), BEGINS)
        assert audit.first_break(db) is None
    assert "is not the same" in found(record).say


def test_anchors_that_nobody_signed_so_hold_nothing(record):
    path = anchors_file(record)
    raw = msgspec.json.decode(path.read_bytes())
    raw["signed"][1]["head"]["count"] += 7
    path.write_bytes(msgspec.json.encode(raw))
    held = [where for _, where in anchors.anchored(record.memory, "pod01")]
    assert held.count("the file of anchors") == 1
    assert found(record) is None


@pytest.mark.parametrize("name", [PEOPLE, DOINGS])
def test_a_store_put_back_to_an_older_copy_is_found_at_start(home, clock, name):
    older = home.with_name("older")
    shutil.copy2(home / name, older)
    work(home, clock)
    shutil.copy2(older, home / name)
    inside = open_inside(home, clock, seeded(4))
    seen = inside.core.answer(desk.Glance())
    lines = acts_of(inside)
    inside.close()
    assert seen.notices == ("rolled_back",)
    assert lines == [("rolled_back", "people" if name == PEOPLE else "doings")] * 2
    assert list(home.glob("anchors.rolled-back-*"))


def test_what_was_found_once_is_not_found_again(home, clock):
    older = home.with_name("older")
    shutil.copy2(home / DOINGS, older)
    work(home, clock)
    shutil.copy2(older, home / DOINGS)
    for _ in range(3):
        inside = open_inside(home, clock, seeded(4))
        verdict = verify(inside.memory, "pod01")
        lines = acts_of(inside)
        inside.close()
    assert lines == [("rolled_back", "doings")] * 2
    assert (verdict.flaw.store, verdict.rolled_back) == ("doings", 1)
    assert "found older" in verdict.flaw.say


def test_a_pod_put_back_as_a_whole_is_found_by_what_the_second_place_knows(
    home, clock, tmp_path
):
    toml = home / "pod.toml"
    said = toml.read_text()
    known = f'second_place = "{tmp_path}"'
    toml.write_text(said.replace('second_place = ""', known))
    older = shutil.copytree(home, tmp_path / "older")
    inside = open_inside(home, clock, seeded(3))
    visit = inside.core.visit()
    visit.answer(desk.StaffSignIn(STAFF[1].number, STAFF[1].code))
    visit.answer(desk.MakeBackup())
    inside.core.answer(GOOD)
    visit.left()
    visit.answer(desk.StaffSignIn(STAFF[1].number, STAFF[1].code))
    visit.answer(desk.MakeBackup())
    inside.close()
    shutil.rmtree(home)
    shutil.copytree(older, home)
    inside = open_inside(home, clock, seeded(4))
    seen = inside.core.answer(desk.Glance())
    lines = acts_of(inside)
    inside.close()
    assert "rolled_back" in seen.notices
    assert {about for _, about in lines} == {"people", "doings"}


def work(home, clock):
    """Let a day go by on which staff signed in and out."""
    inside = open_inside(home, clock, seeded(3))
    inside.core.answer(GOOD)
    inside.core.answer(desk.OnDuty(on=True))
    inside.core.answer(desk.Lock())
    inside.close()


def acts_of(inside, what="rolled_back"):
    """Return these lines of both stores."""
    query = text("SELECT what, about FROM audit WHERE what = :what")
    lines = []
    for vault in (inside.memory.people, inside.memory.doings):
        with vault.begin() as db:
            lines += [tuple(row) for row in db.execute(query, {"what": what})]
    return lines


def test_a_pod_that_was_merely_cut_off_is_not_behind(home, clock):
    inside = open_inside(home, clock, seeded(3))
    inside.core.answer(GOOD)
    inside.core.answer(desk.Lock())
    inside.core.answer(GOOD)
    inside.memory.close()
    again = open_inside(home, clock, seeded(4))
    assert again.core.answer(desk.Glance()).notices == ()
    again.memory.close()


def test_leaving_without_having_done_anything_writes_nothing(record):
    before = anchors_file(record).stat().st_mtime_ns
    record.core.answer(desk.Glance())
    record.core.answer(desk.Lock())
    record.core.glass.left()
    assert anchors_file(record).stat().st_mtime_ns == before


def test_a_head_on_paper_can_be_read_back(record):
    for one in verify(record.memory, "pod01").heads:
        mark = read_mark(written(one))
        assert (mark.store, mark.count) == (one.store, one.count)
        assert one.hash.startswith(mark.start)


@pytest.mark.parametrize(
    "word", ["", "doings", "doings-x-1", "pod-1-aaaa", "doings-3-7f3a"]
)
def test_what_is_no_head_is_said_to_be_none(word):
    with pytest.raises(Usage):
        read_mark(word)


def test_every_act_is_documented_and_every_role_known():
    assert set(acts.MEANING) == set(get_args(acts.What))
    assert set(get_args(Role)) <= acts.ROLES
    assert all(says.endswith(".") for _, says in acts.MEANING.values())


HOSTILE = st.one_of(
    st.text(min_size=1).filter(lambda word: not re.fullmatch("[A-Za-z0-9:_-]*", word)),
    st.sampled_from(["Daniel", "I feel low", "A1001BC", "a" * 33, "x\n", "1; DROP"]),
)


@given(what=st.sampled_from(sorted(acts.MEANING)), words=HOSTILE)
def test_nothing_but_references_can_be_written(what, words):
    for line in (
        ("pod", "", what, words),
        ("pod", words, what, ""),
        (words, "", what, ""),
    ):
        with pytest.raises(ValueError, match=r"record|acts|about|number"):
            acts.check(*line)


@given(st.text().filter(lambda word: word not in acts.MEANING))
def test_an_unknown_act_cannot_be_written(what):
    with pytest.raises(ValueError, match="knows no act"):
        acts.check("pod", "", what, "")


def do_too_much(vault):
    with vault.begin() as db:
        db.execute(text("INSERT INTO setting VALUES ('deed', x'00')"))
        audit.audit(db, act(about="Daniel feels low"), BEGINS)


def test_a_line_that_holds_too_much_undoes_its_deed(inside):
    with pytest.raises(ValueError, match="about ref"):
        do_too_much(inside.memory.doings)
    with inside.memory.doings.begin() as db:
        assert not db.execute(text("SELECT 1 FROM setting WHERE name = 'deed'")).all()
