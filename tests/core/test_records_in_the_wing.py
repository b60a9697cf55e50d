"""Two pods of one wing: whoever agreed goes on at either, and nothing is lost."""

from pathlib import Path

from pod import desk
from pod.desk.rights import WithdrawEvaluation
from pod.storage import outbox
from pod.storage.withdrawn import took_back
from tests.core.winged import carried
from tests.core.winged_pods import Winged

pytest_plugins = ("tests.pods_of_a_wing",)


def parts(where):
    return [one for one in where.joinpath("wing").iterdir() if "podpart" in one.name]


def test_nobody_is_known_elsewhere_who_did_not_agree(both, tmp_path):
    here, beside = both
    here.first_time(here.people()[0])
    carried(here, beside)
    assert beside.people() == []
    assert parts(tmp_path) == []


def test_whoever_agreed_goes_on_at_the_other_pod_with_the_same_pictures(shared):
    here, beside, daniel, there = shared
    view = beside.comes(there)
    assert isinstance(view, desk.PersonView)
    assert not view.consent_needed
    assert not view.likes_needed
    assert here.whole(daniel) == beside.whole(there)


def test_both_went_on_and_no_answer_is_lost(shared, clock):
    """Without the folder in between: one sitting here, two others there."""
    here, beside, daniel, there = shared
    here.sits(daniel)
    beside.sits(there)
    clock.advance(1000)
    beside.sits(there)
    given = here.answers(daniel) + beside.answers(there)
    carried(here, beside)
    assert not given - here.answers(daniel)
    assert here.answers(daniel) == beside.answers(there)
    assert here.whole(daniel) == beside.whole(there)


def test_once_both_know_the_same_they_have_nothing_more_to_say(shared, tmp_path):
    here, beside, daniel, _ = shared
    here.sits(daniel)
    carried(here, beside)
    before = sorted(one.name for one in parts(tmp_path))
    carried(here, beside)
    assert sorted(one.name for one in parts(tmp_path)) == before


def test_nothing_changes_while_somebody_is_at_the_pod(shared):
    """It waits until their visit is over, however often it comes."""
    here, beside, daniel, there = shared
    beside.comes(there)
    here.sits(daniel)
    carried(here, beside)
    assert beside.rows(there) == {}
    beside.glass(desk.Lock())
    carried(here, beside)
    assert beside.rows(there) == here.rows(daniel)


def test_what_is_not_said_before_a_visit_is_over_is_said_after_it(shared):
    here, beside, daniel, there = shared
    here.comes(daniel)
    here.does()
    carried(here, beside)
    assert beside.rows(there) == {}
    here.glass(desk.Lock())
    carried(here, beside)
    assert beside.rows(there) == here.rows(daniel) != {}


def test_whoever_stops_it_at_one_pod_is_said_by_none(shared):
    """That they stopped is the last that is said: nothing they do goes on."""
    here, beside, daniel, there = shared
    here.comes(daniel)
    here.glass(desk.travelling.StopTravel("shared"))
    here.glass(desk.Lock())
    carried(here, beside)
    here.sits(daniel)
    beside.comes(there)
    beside.does()
    beside.glass(desk.Lock())
    carried(here, beside)
    assert sum(here.rows(daniel).values()) > 0
    assert sum(beside.rows(there).values()) > 0
    assert here.whole(daniel) != beside.whole(there)


def test_whoever_shares_no_more_and_withdraws_has_withdrawn_everywhere(shared):
    """Their results leave from the other pod: it must hear that much, and no more."""
    here, beside, daniel, there = shared
    beside.comes(there)
    beside.glass(desk.travelling.StopTravel("shared"))
    beside.glass(desk.Lock())
    carried(here, beside)
    here.clock.advance(60_000)
    beside.comes(there)
    beside.glass(WithdrawEvaluation())
    beside.does()
    beside.glass(desk.Lock())
    carried(here, beside)
    with here.memory.doings.begin() as db:
        assert not outbox.agrees(db, daniel)
        assert took_back(db, daniel)
    assert here.rows(daniel) == {}


def test_nobody_reads_in_the_folder_who_it_is(shared, tmp_path):
    _, _, daniel, there = shared
    for one in parts(tmp_path):
        content = one.read_bytes()
        for secret in (b"Daniel", b"A1001BC", daniel.encode(), there.encode()):
            assert secret not in content
            assert secret.decode() not in one.name


def test_a_restart_between_parts_and_merge_loses_nothing(shared, clock):
    here, beside, daniel, there = shared
    here.sits(daniel)
    here.look()
    while here.post.carry():
        here.look()
    beside.comes(there)
    beside.post.carry()
    beside.look()
    beside.inside.close()
    again = Winged(Path(beside.home), clock, 7)
    try:
        carried(here, again)
        assert again.rows(again.only()) == here.rows(daniel)
    finally:
        again.inside.close()
