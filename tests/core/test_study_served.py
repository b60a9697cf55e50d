"""Which study is served, and what leaves: asked of the counter by whoever may."""

import msgspec
import pytest
from sqlalchemy import text

from pod import desk
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.core.staying import IDLE_MS
from pod.desk import rights
from pod.desk.study import (
    ExportDone,
    Exporting,
    ExportNow,
    InstallStudy,
    StudyKey,
    StudyKeyTold,
)
from pod.journeys.cast import STAFF
from pod.seal import recipient_of
from pod.storage import outbox
from pod.values import seeded
from tests.armed import allocation, pack_with
from tests.conftest import BEGINS
from tests.core.staffed import (
    CODES,
    NUMBERS,
    SUPERVISOR,
    as_supervisor,
    everybody,
    second,
    signed_in,
)
from tests.export.makers import OTHER_KEY
from tests.export.stored import PACK, code, refs, signed_pack, sitting
from tests.lived import copy


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture(scope="module")
def laid(new_home, tmp_path_factory):
    """The home of a pod whose three people have had their first sitting in a study."""
    home = copy(new_home, tmp_path_factory.mktemp("served") / "home")
    inside = open_inside(home, VirtualClock(BEGINS), seeded(2))
    assert as_supervisor(inside, InstallStudy(*signed_pack())) == desk.Done()
    for person in refs(inside):
        sitting(inside, person)
    inside.close()
    return home


@pytest.fixture
def served(laid, tmp_path, clock):
    inside = open_inside(copy(laid, tmp_path / "served"), clock, seeded(3))
    yield inside
    inside.memory.close()


def serving(inside):
    with inside.memory.doings.begin() as db:
        return outbox.study(db)


def locked_for(inside, person):
    """Let a facilitator unlock the pod for somebody."""
    inside.core.answer(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
    assert isinstance(inside.core.answer(desk.Unlock(person)), desk.Unlocked)


def test_a_study_that_is_installed_is_served_at_once(inside):
    enhance = msgspec.structs.replace(PACK, programme="enhance")
    assert as_supervisor(inside, InstallStudy(*signed_pack(enhance))) == desk.Done()
    assert serving(inside) == enhance
    assert inside.core.glass.behind.programme.name == "enhance"


def test_the_record_says_who_installed_it(inside):
    as_supervisor(inside, InstallStudy(*signed_pack()))
    query = "SELECT role, staff, about FROM audit WHERE what = 'study_installed'"
    with inside.memory.doings.begin() as db:
        found = db.execute(text(query)).all()
    assert found == [("supervisor", SUPERVISOR.number, "calm")]


@pytest.mark.parametrize(
    ("pack", "why"),
    [
        (signed_pack(key=OTHER_KEY), "untrusted"),
        ((b"{}", signed_pack()[1]), "malformed"),
        ((signed_pack()[0] + b" ", signed_pack()[1]), "untrusted"),
        (signed_pack(msgspec.structs.replace(PACK, programme="nosuch")), "usage"),
        (signed_pack(pack_with(allocation())), "sealed"),
    ],
)
def test_a_pack_that_is_not_what_it_should_be_changes_nothing(inside, pack, why):
    as_supervisor(inside, InstallStudy(*signed_pack()))
    before = inside.core.glass.behind.programme
    reply = as_supervisor(inside, InstallStudy(*pack))
    assert reply.code == why
    assert serving(inside) == PACK
    assert inside.core.glass.behind.programme == before


def test_no_study_is_changed_under_the_hands_of_whoever_is_there(inside):
    locked_for(inside, refs(inside)[0])
    reply = as_supervisor(inside, InstallStudy(*signed_pack()))
    assert (reply.code, reply.say) == ("tryagain", "Somebody is at this pod now.")


@pytest.mark.parametrize("role", ["supervisor", "technician"])
def test_who_looks_after_the_pod_is_told_its_public_key(inside, role):
    everybody(inside)
    with inside.memory.doings.begin() as db:
        key = recipient_of(outbox.identity(db))
    visit = signed_in(inside, NUMBERS[role])
    assert visit.answer(StudyKey()) == StudyKeyTold(key)


@pytest.mark.parametrize("role", ["technician", "facilitator", "peer"])
def test_nobody_but_a_supervisor_lets_anything_leave(served, stick, role):
    everybody(served)
    visit = signed_in(served, NUMBERS[role])
    assert visit.answer(ExportNow(str(stick))).code == "not_allowed"
    assert list(stick.iterdir()) == []


def ended(visit, asked):
    """Ask for one step after another; return what came of them."""
    while (reply := visit.answer(asked)) == Exporting():
        pass
    return reply


def test_one_request_is_one_activity_at_most(served, stick):
    with served.memory.doings.begin() as db:
        measures = len(outbox.measure_points(db))
    visit, asked = signed_in(served, SUPERVISOR.number), ExportNow(str(stick))
    for _ in range(measures):
        assert visit.answer(asked) == Exporting()
        assert list(stick.iterdir()) == []
    assert isinstance(ended(visit, asked), ExportDone)
    assert len(list(stick.glob("*.podbundle"))) == 1


def test_who_withdraws_amid_an_export_is_not_in_it(served, stick):
    daniel = refs(served)[0]
    visit, asked = signed_in(served, SUPERVISOR.number), ExportNow(str(stick))
    for _ in range(3):
        visit.answer(asked)
    as_supervisor(served, rights.WithdrawPerson(daniel))
    assert isinstance(ended(visit, asked), ExportDone)
    with served.memory.doings.begin() as db:
        (left,) = outbox.bundles(db)
    assert code(served, daniel).encode() not in left.record
    assert code(served, refs(served)[1]).encode() in left.record


def test_while_one_exports_nobody_else_does_and_no_backup_is_put_back(served, stick):
    everybody(served)
    name = as_supervisor(served, desk.MakeBackup()).backups[0].name
    visit = signed_in(served, SUPERVISOR.number)
    assert visit.answer(ExportNow(str(stick))) == Exporting()
    for asked in (ExportNow(str(stick)), desk.Restore(name, second("3003"))):
        reply = as_supervisor(served, asked)
        assert reply.say == "An export is under way on this pod."
    visit.left()
    restored = as_supervisor(served, desk.Restore(name, second("3003")))
    assert isinstance(restored, desk.BackupsView)


def test_an_export_of_somebody_who_went_away_ends_with_their_session(
    served, stick, clock
):
    visit, asked = signed_in(served, SUPERVISOR.number), ExportNow(str(stick))
    assert visit.answer(asked) == Exporting()
    clock.advance(IDLE_MS + 1)
    assert visit.answer(asked).code == "not_allowed"
    assert isinstance(ended(signed_in(served, SUPERVISOR.number), asked), ExportDone)


def test_an_account_that_is_ended_ends_what_it_had_under_way(served, stick):
    everybody(served)
    visit = served.core.visit()
    visit.answer(desk.StaffSignIn("5005", CODES["5005"]))
    assert visit.answer(ExportNow(str(stick))) == Exporting()
    as_supervisor(served, desk.RevokeStaff("5005"))
    assert visit.answer(ExportNow(str(stick))).code == "not_allowed"
    again = ended(signed_in(served, SUPERVISOR.number), ExportNow(str(stick)))
    assert isinstance(again, ExportDone)


def test_what_fails_is_said_and_can_be_tried_again(served, stick, tmp_path):
    visit, asked = signed_in(served, SUPERVISOR.number), ExportNow(str(tmp_path / "no"))
    for _ in range(2):
        assert ended(visit, asked).code == "storage"
    assert isinstance(ended(visit, ExportNow(str(stick))), ExportDone)
