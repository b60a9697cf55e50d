"""A record in the wing folder: in parts, whole again, and gone once it is not said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.wing.carrier import bounded
from pod.wing.folder import LocalFolder
from pod.wing.inbox import Inbox
from pod.wing.kinds import Status
from pod.wing.letter import Stream, name_of, parsed
from pod.wing.outbox import KEPT, Outbox
from pod.wing.records import MOST_PARTS, PIECE, parted, slots, together
from pod.wing.saying import Saying
from tests.wing.members import NOW, POD1, POD2, reader_of, wing_of

NAME, KEY = "pod01-abcdefghij23.podrecord", b"a key of the pod's own"


@settings(max_examples=20, deadline=None)
@given(size=st.integers(1, 4 * PIECE), seed=st.randoms(use_true_random=False))
def test_parts_in_any_order_are_the_record_again(size, seed):
    content = seed.randbytes(size)
    parts = [*parted(NAME, content, "signed")]
    seed.shuffle(parts)
    assert together(parts) == content
    assert together(parts[1:]) is None


def test_parts_of_two_versions_make_no_record():
    older, newer = (parted(NAME, bytes([n]) * 2 * PIECE, "signed") for n in (1, 2))
    assert together((newer[0], older[1])) is None


def test_what_is_too_big_for_any_letters_is_not_begun():
    assert len(parted(NAME, bytes(MOST_PARTS * PIECE), "")) == MOST_PARTS
    assert parted(NAME, bytes(MOST_PARTS * PIECE + 1), "") == ()


def test_a_slot_says_nothing_to_who_does_not_have_the_key():
    mine, theirs = ([*slots("abc234", key, 3)] for key in (KEY, b"another"))
    assert mine == [*slots("abc234", KEY, 3)]
    assert set(mine).isdisjoint(theirs)
    assert all("abc234" not in one for one in mine)


@pytest.fixture
def folder(tmp_path):
    return LocalFolder(tmp_path)


def said(outbox, content):
    """Say a record in its slots; return what is wanted of them from then on."""
    parts = parted(NAME, content, "signed")
    named = [("record", slot) for slot in slots("abc234", KEY, len(parts))]
    rows = dict(zip(named, parts, strict=True))
    for (_, slot), part in rows.items():
        outbox.send(part, NOW, slot)
    return rows


def outbox_of(folder, used=0):
    return Outbox(folder, wing_of(POD1), POD1.key, used)


def heard(folder):
    found = Inbox(folder, reader_of(POD2), ()).look(NOW)
    assert found.refused == ()
    return [one.letter.body for one in found.taken]


def test_another_pod_hears_all_of_it(folder):
    content = bytes(range(256)) * 800
    said(outbox_of(folder), content)
    parts = heard(folder)
    assert len(parts) == 3
    assert together(parts) == content


def test_what_is_not_said_any_more_is_gone_from_the_folder(folder, tmp_path):
    outbox = outbox_of(folder)
    rows = said(outbox, bytes(2 * PIECE))
    outbox.send(Status(state="free"), NOW)
    outbox.retire(rows)
    assert len(heard(folder)) == 3
    outbox.retire(())
    assert [*map(type, heard(folder))] == [Status]
    assert len([*tmp_path.iterdir()]) == 2


def test_a_restart_takes_away_what_was_said_before_it(folder, tmp_path):
    """However much there was: none of it would ever be swept otherwise."""
    first = outbox_of(folder)
    for number in range(140):
        first.send(parted(NAME, b"a", "signed")[0], NOW, f"slot{number:03}")
    outbox_of(folder, first.used).retire(())
    assert [*tmp_path.iterdir()] == []


def test_a_slot_holds_no_more_than_any_other_row(folder, tmp_path):
    outbox = outbox_of(folder)
    for number in range(KEPT + 2):
        said(outbox, bytes([number]))
    assert len([*tmp_path.iterdir()]) == 2 * KEPT


def test_records_are_said_one_at_a_time_after_all_else():
    part = parted(NAME, b"a", "signed")[0]
    wanted = {("record", f"slot{n}"): part for n in range(3)}
    wanted["status", ""] = Status(state="free")
    due = Saying().due(wanted, 0.0)
    assert due == (("status", ""), ("record", "slot0"))


def test_however_many_slots_are_forged_they_hide_no_pod(folder):
    """A thousand slots that nobody wrote are one row: a status comes before them."""
    names = [name_of(Stream("pod01", "record", f"aaa{n:04}"), 9) for n in range(1000)]
    assert len(bounded(names, lambda _: True, most=100)) == 100
    outbox_of(folder).send(Status(state="free"), NOW)
    for name in names:
        folder._folder.joinpath(name).touch()
    found = Inbox(folder, reader_of(POD2), ()).look(NOW)
    assert [type(one.letter.body) for one in found.taken] == [Status]
    assert parsed(names[0])[0].to == "aaa0000"
