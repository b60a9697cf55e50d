"""What left of somebody from another pod does not leave again from their new home."""

from pod.bundle.research import code_for
from pod.bundle.traveller import Gone
from pod.core.what_left import left_under
from pod.export.elsewhere import with_elsewhere
from pod.gate.known import Already
from pod.storage import journeys
from tests.export.stored import code, refs

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
