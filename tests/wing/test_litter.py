"""A wing folder full of litter: nobody's letters are hidden by what others leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.wing.carrier import MOST_OF_A_ROW, bounded
from pod.wing.folder import LocalFolder
from pod.wing.inbox import MOST_OPENED, Inbox
from pod.wing.intake import unwanted
from pod.wing.kinds import KINDS
from pod.wing.letter import Stream, name_of
from pod.wing.outbox import Outbox
from tests.wing.members import (
    CONSOLE,
    FREE,
    HELP,
    NOT_SAFE,
    NOW,
    POD1,
    POD2,
    reader_of,
    wing_of,
)

READER = reader_of(CONSOLE)
MEMBERS = ("pod01", "pod02")
MOST = 3


def wanted(name):
    return unwanted(READER.wing, {}, name) is None


@pytest.fixture
def folder(tmp_path):
    wing = tmp_path / "wing"
    wing.mkdir()
    return wing


def bodies(found):
    return [one.letter.body for one in found.taken]


def littered(folder, names):
    for name in names:
        (folder / name).write_bytes(b"litter")


def forged(sender, kind, how_many, first=500_000):
    return [name_of(Stream(sender, kind), first + n) for n in range(how_many)]


ROWS = st.builds(
    Stream, st.sampled_from([*MEMBERS, "pod09", "anybody1"]), st.sampled_from([*KINDS])
)
NAMES = st.builds(name_of, ROWS, st.integers(1, 50)) | st.text(max_size=20)


@given(st.lists(NAMES, max_size=60), st.sampled_from(MEMBERS), st.integers(1, 50))
def test_no_litter_but_that_of_its_own_row_hides_a_letter(litter, sender, number):
    """Of each row the highest are looked at, whatever lies in others."""
    true = name_of(Stream(sender, "concern"), number)
    above = {
        one
        for one in litter
        for n in range(number + 1, 51)
        if one == name_of(Stream(sender, "concern"), n)
    }
    found = bounded(dict.fromkeys([*litter, true]), wanted, MOST)
    assert (true in found) == (len(above) < MOST)


@given(st.lists(NAMES, max_size=60))
def test_only_what_may_count_is_looked_at_and_of_a_row_no_more_than_that(litter):
    found = bounded(dict.fromkeys(litter), wanted, MOST)
    assert all(wanted(one) for one in found)
    rows = [one.rsplit("-", 1)[0] + one.partition(".")[2] for one in found]
    assert all(rows.count(one) <= MOST for one in rows)


def test_the_names_of_strangers_hide_nobody(folder):
    """More of them than are ever looked at of one row."""
    littered(folder, forged("pod09", "status", MOST_OF_A_ROW + 200, 1))
    Outbox(LocalFolder(folder), wing_of(POD1), POD1.key).send(HELP, NOW)
    assert bodies(Inbox(LocalFolder(folder), READER, ()).look(NOW)) == [HELP]


def test_forged_names_of_one_pod_make_no_other_wait(folder):
    """More of them than are opened in a round: one of each row is opened in turn."""
    littered(folder, forged("pod01", "status", MOST_OPENED + 50))
    other = Outbox(LocalFolder(folder), wing_of(POD2), POD2.key)
    other.send(FREE, NOW)
    other.send(NOT_SAFE, NOW)
    found = Inbox(LocalFolder(folder), READER, ()).look(NOW)
    assert NOT_SAFE in bodies(found)
    assert FREE in bodies(found)


def test_forged_names_of_a_pod_do_not_hide_its_own_call(folder):
    """They stand in another row of its letters."""
    littered(folder, forged("pod01", "status", MOST_OPENED + 50))
    Outbox(LocalFolder(folder), wing_of(POD1), POD1.key).send(NOT_SAFE, NOW)
    assert NOT_SAFE in bodies(Inbox(LocalFolder(folder), READER, ()).look(NOW))


def test_what_is_forged_in_its_own_row_is_passed_over_round_by_round(folder):
    littered(folder, forged("pod01", "concern", MOST_OPENED + 50))
    Outbox(LocalFolder(folder), wing_of(POD1), POD1.key).send(NOT_SAFE, NOW)
    reading = Inbox(LocalFolder(folder), READER, ())
    assert bodies(reading.look(NOW)) == []
    assert bodies(reading.look(NOW)) == [NOT_SAFE]
