"""Nothing newer is signed over a record that is behind what was signed of it."""

from contextlib import closing
from datetime import timedelta

import msgspec
import pytest
from click.testing import CliRunner

from pod import desk
from pod.app.backups import restore_closed
from pod.app.inside import open_inside
from pod.cli.audit import audit
from pod.errors import Damaged
from pod.journeys.cast import STAFF
from pod.storage import anchors, restoring
from pod.storage.backup import back_up
from pod.storage.memory import DOINGS, PEOPLE
from pod.storage.vault import bare
from pod.storage.verified import verify
from pod.values import seeded
from tests.conftest import BEGINS
from tests.lived import lines

GOOD = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)
KEYS = {PEOPLE: "people", DOINGS: "doings"}


def work(inside):
    """Let staff sign in, do something, and sign out."""
    inside.core.answer(GOOD)
    inside.core.answer(desk.OnDuty(on=True))
    inside.core.answer(desk.Lock())


def cut_behind_its_back(inside, name):
    """Take a record's last three lines with a connection of one's own."""
    vault = anchors.vault_of(inside.memory, KEYS[name])
    with closing(bare(vault.path, vault.key, "rw")) as thief:
        thief.execute("DROP TRIGGER audit_DELETE")
        thief.execute("DELETE FROM audit WHERE id > (SELECT max(id) - 3 FROM audit)")
        thief.commit()


def signed(folder):
    return tuple(one.head for one in anchors.read_anchors(folder / anchors.FILE).signed)


@pytest.mark.parametrize("name", [PEOPLE, DOINGS])
def test_an_end_cut_off_while_the_pod_runs_is_told_before_anything_is_signed_anew(
    inside, home, name
):
    work(inside)
    before = signed(home)
    cut_behind_its_back(inside, name)
    work(inside)
    assert "rolled_back" in inside.core.answer(desk.Glance()).notices
    for vault in (inside.memory.people, inside.memory.doings):
        assert lines(vault, "rolled_back") == [KEYS[name]]
    (aside,) = home.glob("anchors.rolled-back-*")
    kept = msgspec.json.decode(aside.read_bytes(), type=anchors.Anchors)
    assert tuple(one.head for one in kept.signed) == before
    verdict = verify(inside.memory, "pod01")
    assert (verdict.flaw.store, verdict.rolled_back) == (KEYS[name], 1)


def test_a_store_that_came_back_from_its_backup_is_no_flaw(home, clock):
    inside = open_inside(home, clock, seeded(3))
    back_up(inside.memory, inside.core.keeping.places, "pod01", BEGINS, anyway=True)
    work(inside)
    inside.close()
    (home / DOINGS).write_bytes(b"not a store" * 1000)
    for _ in range(2):
        again = open_inside(home, clock, seeded(4))
        assert lines(again.memory.doings, "restored") == ["doings"]
        assert verify(again.memory, "pod01").flaw is None
        again.close()
        clock.advance(timedelta(days=1) / timedelta(milliseconds=1))


def test_a_backup_put_back_at_the_bench_is_written_down_and_no_flaw(home, clock):
    inside = open_inside(home, clock, seeded(3))
    places = inside.core.keeping.places
    one = back_up(inside.memory, places, "pod01", BEGINS, anyway=True)
    work(inside)
    inside.close()
    assert len(restore_closed(home, one.path.name, clock)) == 2
    again = open_inside(home, clock, seeded(4))
    assert lines(again.memory.doings, "restored") == ["people", "doings"]
    assert "rolled_back" not in again.core.answer(desk.Glance()).notices
    assert verify(again.memory, "pod01").flaw is None
    again.close()


@pytest.mark.parametrize("name", [PEOPLE, DOINGS])
def test_the_command_finds_a_cut_end_also_when_it_opens_the_pod_itself(
    inside, home, monkeypatch, name
):
    work(inside)
    cut_behind_its_back(inside, name)
    inside.memory.close()
    monkeypatch.setenv("POD_HOME", str(home))
    for _ in range(2):
        with pytest.raises(Damaged, match=f"record of {KEYS[name]} was found older"):
            CliRunner().invoke(audit, ["verify"], catch_exceptions=False)


def test_what_was_told_once_is_not_told_with_every_sign_out(inside):
    work(inside)
    cut_behind_its_back(inside, DOINGS)
    for _ in range(3):
        work(inside)
    assert lines(inside.memory.doings, "rolled_back") == ["doings"]


def test_a_pod_that_nobody_signs_out_of_has_its_heads_signed_in_the_night(
    inside, home, clock
):
    inside.core.keeping.tick()
    for _ in range(3):
        inside.core.answer(desk.AskForHelp("machine"))
        clock.advance(timedelta(days=1) / timedelta(milliseconds=1))
        inside.core.keeping.tick()
        now = anchors.heads(inside.memory)
        assert signed(home) == signed(home / "backups") == now


def test_a_backup_that_was_put_back_halfway_is_not_told_as_an_older_store(home, clock):
    inside = open_inside(home, clock, seeded(3))
    places = inside.core.keeping.places
    one = back_up(inside.memory, places, "pod01", BEGINS, anyway=True)
    work(inside)
    inside.close()
    (home / restoring.MARK).write_text(one.path.name)
    again = open_inside(home, clock, seeded(4))
    assert lines(again.memory.doings, "restored") == ["doings"]
    assert "rolled_back" not in again.core.answer(desk.Glance()).notices
    assert verify(again.memory, "pod01").flaw is None
    again.close()
