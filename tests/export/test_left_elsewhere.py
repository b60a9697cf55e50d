"""What left of somebody from another pod does not leave again from their new home."""

from secrets import SystemRandom

from pod.bundle.research import code_for
from pod.bundle.traveller import Gone
from pod.core.what_left import left_under
from pod.export.elsewhere import with_elsewhere
from pod.export.run import export_now
from pod.gate.known import Already
from pod.storage import journeys
from pod.storage.both import Deed, erase
from tests.export.makers import clock
from tests.export.stored import answer_again, code, refs, told_by

CAME = Gone(entered=True, activities=("first/ons4",), sittings=("sit1",))


def test_what_left_elsewhere_counts_as_left():
    told = with_elsewhere(Already(), {"kode": CAME})
    assert told.people == {"kode"}
    assert told.activities == {"kode/first/ons4"}
    assert told.sittings == {code_for("kode", "sit1")}


def test_whoever_left_from_another_pod_is_a_group_of_their_own():
    own = Already(groups=(frozenset({"a", "b"}),))
    told = with_elsewhere(own, {"kode": CAME})
    assert told.groups == (frozenset({"a", "b"}), frozenset({"kode"}))


def test_whoever_was_only_seen_at_other_pods_stays_in_their_group():
    """Their results left from here; the record brought that back."""
    own = Already(people=frozenset({"kode"}), activities=frozenset({"kode/first/ons4"}))
    assert with_elsewhere(own, {"kode": Gone(entered=True)}) == own


def test_a_withdrawal_that_was_told_is_not_told_twice():
    told = with_elsewhere(Already(), {"kode": Gone(entered=True, withdrawn=True)})
    assert told.withdrawn == {"kode"}


def test_nobody_is_told_that_nothing_left_where_it_left_from_another_pod(inside):
    came, other, *_ = refs(inside)
    with inside.memory.doings.begin() as db:
        journeys.keep_told(db, came, journeys.Told(gone=CAME))
    for ref, bundles in ((came, 1), (other, 0)):
        with inside.memory.doings.begin() as db:
            told = left_under(db, code(inside, ref), ref).bundles
        assert told == bundles


def moved_here(inside):
    """Let somebody be from another pod, from which their results had left."""
    came = refs(inside)[0]
    with inside.memory.doings.begin() as db:
        journeys.keep_told(db, came, journeys.Told(gone=Gone(entered=True)))
    return came, code(inside, came)


def taken_out(store, to):
    """Return whom the next bundle tells evaluators to take out."""
    path = export_now(store, to, SystemRandom(), clock()).path
    return {one.study_code for one in told_by(path, store).released.withdrawals}


def test_who_is_erased_here_is_taken_out_though_it_left_from_another_pod(
    inside, store, stick
):
    """That pod may be in another prison, and never hear of it."""
    came, theirs = moved_here(inside)
    deed = Deed(role="supervisor", now=clock().utc())
    erase(inside.memory, came, deed, "erase")
    assert taken_out(store, stick) == {theirs}
    for other in refs(inside):
        answer_again(inside, other, evaluation=False)
    assert theirs not in taken_out(store, stick)


def test_what_was_purged_here_is_not_taken_out_elsewhere(inside, store, stick):
    came, _ = moved_here(inside)
    deed = Deed(role="supervisor", now=clock().utc())
    erase(inside.memory, came, deed, "purge")
    assert taken_out(store, stick) == set()
