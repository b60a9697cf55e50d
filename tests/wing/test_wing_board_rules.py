"""The board as a pure function of what was heard, and when what is said is due."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.errors import Malformed, Untrusted, Usage
from pod.wing.board import SILENT_AFTER, Heard, tile, tiles
from pod.wing.kinds import Concerns, Status
from pod.wing.members import (
    MOST,
    Card,
    check_card,
    content_of,
    fingerprint,
    joined,
    left,
    read_card,
    signed_card,
    write_card,
)
from pod.wing.saying import APART_MS, EVERY_MS, Saying
from tests.wing.members import CONSOLE, FREE, POD1, POD2, STRANGER, changed, wing_of

NOW = datetime(2026, 1, 5, 10, 43, tzinfo=UTC)
STATUS, CONCERN = ("status", ""), ("concern", "")


def heard(state="free", ago_s=0.0, member=POD1.member, **fields):
    at = NOW - timedelta(seconds=ago_s)
    return Heard(member=member, status=Status(state=state, **fields), heard_at=at)


def test_tiles_stand_by_number_and_a_console_has_none():
    places = ["10", "2", "1", "B3"]
    pods = [
        heard(member=changed(POD1.member, id=f"pod{place.lower()}x", place=place))
        for place in places
    ]
    shown = tiles([*pods, Heard(member=CONSOLE.member)], NOW)
    assert [one.place for one in shown] == ["1", "2", "10", "B3"]


def test_a_heartbeat_that_is_late_is_not_yet_silence():
    assert tile(heard(ago_s=6.9), NOW).state == "free"
    gone = tile(heard(ago_s=7.1), NOW)
    assert gone.state == "silent"
    assert gone.silent_since == NOW - timedelta(seconds=7.1)


def test_one_that_was_never_heard_says_so():
    shown = tile(Heard(member=POD1.member, clock="late"), NOW)
    assert (shown.state, shown.clock) == ("unknown", "late")


def test_a_call_for_help_is_not_covered_by_silence():
    shown = tile(heard("help", ago_s=600, since_at=NOW - timedelta(minutes=12)), NOW)
    assert (shown.state, shown.minutes) == ("help", 12)
    assert shown.silent_since is not None


def test_minutes_to_a_safe_stop_are_told_of_a_pod_in_use_alone():
    assert tile(heard("in_use", minutes=9), NOW).minutes == 9
    assert tile(heard("paused", minutes=9), NOW).minutes is None


STATES = st.sampled_from(["free", "in_use", "paused", "help", "fault"])


@given(STATES, st.floats(0, 10_000), st.booleans())
def test_red_is_for_help_alone_and_help_is_always_red(state, ago_s, taken_on):
    shown = tile(heard(state, ago_s=ago_s, taken_on=taken_on), NOW)
    assert (shown.state == "help") == (state == "help")
    late = timedelta(seconds=ago_s) > SILENT_AFTER
    assert (shown.silent_since is not None) == late


def test_what_changes_is_said_at_once_and_what_does_not_as_a_heartbeat():
    saying, wanted = Saying(), {STATUS: FREE}
    assert saying.due(wanted, 0.0) == (STATUS,)
    saying.said(STATUS, FREE, 0.0)
    assert saying.due(wanted, EVERY_MS["status"] - 1) == ()
    assert saying.due(wanted, EVERY_MS["status"]) == (STATUS,)
    changed_to = {STATUS: Status(state="help")}
    assert saying.next_ms(changed_to) == APART_MS
    assert saying.due(changed_to, APART_MS) == (STATUS,)


@given(st.lists(st.tuples(STATES, st.floats(0, 5_000)), max_size=30))
def test_nobody_is_silent_for_longer_than_a_heartbeat(changes):
    """However it changes: the newest is said within a heartbeat, none twice at once."""
    saying, now_ms, said_ms = Saying(), 0.0, []
    for state, passes_ms in changes:
        wanted = {STATUS: Status(state=state), CONCERN: Concerns()}
        until_ms = now_ms + passes_ms
        while (due_ms := max(saying.next_ms(wanted), now_ms)) <= until_ms:
            now_ms = due_ms
            for row in saying.due(wanted, now_ms):
                saying.said(row, wanted[row], now_ms)
                if row == STATUS:
                    said_ms.append(now_ms)
        now_ms = until_ms
    gaps = [round(b - a, 3) for a, b in pairwise(said_ms)]
    assert all(APART_MS <= gap <= EVERY_MS["status"] for gap in gaps)


CARD = Card(wing="bwing", member=POD1.member)


def test_a_card_comes_back_as_it_was_written(tmp_path):
    path = write_card(tmp_path, CARD, signed_card(CARD, POD1.key))
    assert path.name == "bwing-pod01.podjoin"
    assert read_card(path) == CARD
    assert fingerprint(read_card(path)) == fingerprint(CARD)


def test_a_card_whose_keys_were_changed_has_another_fingerprint_or_is_refused():
    others = changed(CARD, member=changed(POD1.member, recipient=POD2.member.recipient))
    assert fingerprint(others) != fingerprint(CARD)
    with pytest.raises(Untrusted):
        check_card(content_of(others), signed_card(CARD, POD1.key))


@pytest.mark.parametrize("inside", [b"", b"{}", b"\xff" * 20, b"[" * 5000])
def test_what_is_no_card_is_refused(inside):
    with pytest.raises(Malformed):
        check_card(inside, POD1.key.sign(inside))


def test_joining_and_leaving_change_one_member_alone():
    known = wing_of(POD2)
    card = Card(wing="bwing", member=STRANGER.member)
    more = joined(known, card)
    assert more.others == (*known.others, STRANGER.member)
    assert joined(more, card) == more
    assert left(more, "pod09") == known
    with pytest.raises(Usage):
        left(known, "pod09")


def test_a_card_of_another_wing_or_ones_own_is_not_taken():
    known = wing_of(POD2)
    with pytest.raises(Usage, match="for the wing cwing"):
        joined(known, Card(wing="cwing", member=STRANGER.member))
    with pytest.raises(Usage, match="own card"):
        joined(known, Card(wing="bwing", member=POD2.member))


def test_a_wing_has_no_more_pods_than_its_board_has_room_for():
    known = wing_of(CONSOLE)
    for number in range(10, 10 + MOST["pod"] - 2):
        member = changed(STRANGER.member, id=f"pod{number}")
        known = joined(known, Card(wing="bwing", member=member))
    with pytest.raises(Usage, match="24"):
        joined(known, Card(wing="bwing", member=changed(STRANGER.member, id="pod99")))
