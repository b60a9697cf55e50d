"""A pod and its console, each with its own core and store, through one real folder."""

from pod import desk
from pod.core.far_concerns import arrived
from pod.desk.help import CloseConcern, SeeHelp, TakeOn
from pod.desk.news import Reached, WingChanged
from pod.desk.wing import LeaveWing, ListWing, SeeBoard
from pod.storage import concern_steps, far
from pod.storage import wing as kept
from pod.storage.pod_memory import recall
from pod.wing.kinds import MOST_NEEDS, Concerns, Need
from tests.conftest import BEGINS
from tests.core.staffed import FACILITATOR
from tests.core.winged import carried, in_need
from tests.room import room_for


def test_the_console_shows_how_the_pod_stands(wing):
    pod, console = wing
    carried(pod, console)
    assert console.tiles()["7"].state == "free"
    assert list(console.tiles()) == ["7"]
    concern = in_need(pod)
    carried(pod, console)
    tile = console.tiles()["7"]
    assert (tile.state, tile.taken_on) == ("help", False)
    assert concern


def test_who_needs_help_is_named_at_the_console_and_nowhere_else(wing):
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    (need,) = console.ask(SeeHelp(), FACILITATOR.number).needs
    assert (need.concern, need.kind, need.pod) == (concern, "not_safe", "7")
    assert (need.first_name, need.cell) == ("Daniel", "A1-01")
    assert b"Daniel" not in b"".join(
        path.read_bytes() for path in (console.home.parent / "wing").iterdir()
    )


def test_the_pod_knows_once_its_call_has_reached_the_console(wing, clock):
    pod, console = wing
    concern = in_need(pod)
    for one in (pod, console):
        one.look()
        one.post.carry()
        one.look()
    clock.advance(500)
    console.post.carry()
    pod.post.carry()
    assert Reached(concern) in pod.look()


def test_what_is_taken_on_at_the_console_stands_so_at_the_pod(wing):
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    console.ask(TakeOn(concern, "sent"), FACILITATOR.number)
    carried(pod, console)
    assert pod.tiles()["7"].taken_on
    (need,) = pod.ask(SeeHelp()).needs
    assert need.owner == FACILITATOR.number
    assert [one.did for one in need.steps] == ["sent"]


def test_what_is_closed_at_the_console_is_closed_at_the_pod(wing):
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    console.ask(TakeOn(concern), FACILITATOR.number)
    console.ask(CloseConcern(concern, "talked"), FACILITATOR.number)
    carried(pod, console)
    assert pod.ask(SeeHelp()).needs == ()
    carried(pod, console)
    assert console.ask(SeeHelp()).needs == ()


def test_what_staff_do_at_the_pod_itself_stands_so_at_the_console(wing):
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    pod.ask(TakeOn(concern, "going"), FACILITATOR.number)
    carried(pod, console)
    assert console.ask(SeeHelp()).needs[0].owner == FACILITATOR.number
    pod.ask(CloseConcern(concern, "listener"), FACILITATOR.number)
    carried(pod, console)
    assert console.ask(SeeHelp()).needs == ()


def test_a_console_that_starts_again_still_has_what_came(wing):
    pod, console = wing
    in_need(pod)
    carried(pod, console)
    console.restart()
    (need,) = console.ask(SeeHelp()).needs
    assert need.first_name == "Daniel"
    assert console.tiles()["7"].state == "help"


def test_after_a_restart_no_letter_counts_again(wing):
    pod, console = wing
    carried(pod, console)
    console.restart()
    console.post.carry()
    assert [one.taken for one in console.post.rounds] == [()]
    pod.restart()
    carried(pod, console)
    assert console.tiles()["7"].state == "free"


def test_a_silent_pod_says_since_when_and_a_call_stays(wing, clock):
    pod, console = wing
    carried(pod, console)
    clock.advance(60_000)
    tile = console.tiles()["7"]
    assert tile.state == "silent"
    assert (clock.utc() - tile.silent_since).total_seconds() > 60
    in_need(pod)
    carried(pod, console)
    clock.advance(60_000)
    tile = console.tiles()["7"]
    assert tile.state == "help"
    assert tile.silent_since is not None


def test_a_clock_that_is_set_back_hides_no_silence(wing, clock):
    pod, console = wing
    carried(pod, console)
    clock.days_pass(-1)
    console.look()
    assert console.tiles()["7"].state == "free"
    clock.advance(8_000)
    console.look()
    assert console.tiles()["7"].state == "silent"


def test_a_clock_an_hour_wrong_is_told_on_the_tile_and_a_call_still_comes(wing, clock):
    pod, console = wing
    carried(pod, console)
    in_need(pod)
    pod.look()
    clock.days_pass(-1)
    pod.post.carry()
    clock.days_pass(1)
    console.post.carry()
    console.look()
    assert console.tiles()["7"].clock == "late"


def test_a_full_disk_loses_no_call(wing):
    """What could not be kept is taken in again as soon as it can be."""
    pod, console = wing
    carried(pod, console)
    in_need(pod)
    pod.look()
    pod.post.carry()
    console.post.carry()
    with room_for(1000):
        console.look()
    assert console.ask(SeeHelp()).needs == ()
    console.look()
    assert len(console.ask(SeeHelp()).needs) == 1


def test_the_board_is_on_the_consoles_wall_and_not_on_a_pods(wing):
    pod, console = wing
    carried(pod, console)
    assert console.core.answer(SeeBoard()).tiles
    assert pod.core.answer(SeeBoard()).code == "not_allowed"


def test_nobody_is_let_in_at_a_console(wing):
    _, console = wing
    console.core.answer(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
    assert console.core.answer(desk.Unlock("abc123")).code == "not_allowed"


def test_a_page_that_is_hidden_is_a_pod_that_is_paused(wing):
    pod, _ = wing
    view = pod.core.answer(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
    pod.core.answer(desk.Unlock(view.people[0].person))
    assert pod.tiles()["7"].state == "in_use"
    pod.core.answer(desk.wing.Hidden(on=True))
    assert pod.tiles()["7"].state == "paused"
    pod.core.answer(desk.wing.Hidden(on=False))
    assert pod.tiles()["7"].state == "in_use"


def names_kept(console):
    """Return all that a console keeps of whom its pods named."""
    with console.inside.memory.doings.begin() as db:
        return recall(db, far.NEEDS).decode()


def test_a_member_that_has_left_is_believed_no_longer(wing):
    pod, console = wing
    in_need(pod)
    carried(pod, console)
    assert "Daniel" in names_kept(console)
    told = console.ask(LeaveWing("pod01"))
    assert [one.id for one in told.members] == ["desk01"]
    assert console.tiles() == {}
    pod.look()
    pod.post.carry()
    console.post.carry()
    assert console.post.rounds[0].taken == ()
    with console.inside.memory.doings.begin() as db:
        assert kept.heard(db) == ()
    assert names_kept(console) == "{}"


def test_both_show_the_same_fingerprints(wing):
    pod, console = wing
    lines = [
        {one.id: one.fingerprint for one in who.ask(ListWing()).members}
        for who in (pod, console)
    ]
    assert lines[0] == lines[1]
    assert len(lines[0]) == 2


def test_the_screen_is_told_once_the_board_changes_and_not_at_every_heartbeat(wing):
    pod, console = wing
    carried(pod, console)
    pod.look()
    pod.post.carry()
    console.post.carry()
    assert console.look() == ()
    in_need(pod)
    pod.look()
    pod.post.carry()
    console.post.carry()
    assert console.look() == (WingChanged(),)


def test_another_pods_reference_is_not_taken_over(wing):
    """A pod that names a concern of another's gets nothing by it."""
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    with console.inside.memory.doings.begin() as db:
        assert concern_steps.one(db, concern).kind == "not_safe"
    linked = console.core.wings.linked
    far_away = linked.whose(concern)
    assert linked.theirs("pod99", Concerns((far_away.need,))) == {}
    assert far_away.member.id == "pod01"


def test_a_pod_that_names_ever_more_buries_nobody(wing):
    """Whoever has stolen a pod's key fills neither the store nor the others' page."""
    _, console = wing
    now, many = BEGINS, range(far.MOST_OF_ONE + 3)
    needs = [Need(concern=f"flood{n:03}", kind="not_safe", raised_at=now) for n in many]
    other = Need(concern="other001", kind="not_safe", raised_at=now)
    with console.inside.memory.doings.begin() as db:
        kept_of = far.keep(db, "pod01", {one.concern: one for one in needs}, now)
        assert far.keep(db, "pod02", {other.concern: other}, now)
    assert len(kept_of) == far.MOST_OF_ONE


def test_what_a_full_letter_leaves_out_is_not_closed_by_it(wing):
    _, console = wing
    behind = console.core.wings._behind
    needs = tuple(
        Need(concern=f"many{n:03}", kind="not_safe", raised_at=BEGINS)
        for n in range(MOST_NEEDS + 1)
    )
    with console.inside.memory.doings.begin() as db:
        for said in (needs[:MOST_NEEDS], needs[1:]):
            arrived(behind, db, "pod01", Concerns(said))
        assert far.open_at(db, "pod01") == {one.concern for one in needs}
        closed = tuple(one.concern for one in needs[1:])
        arrived(behind, db, "pod01", Concerns(needs[:1], closed))
        assert far.open_at(db, "pod01") == {needs[0].concern}
