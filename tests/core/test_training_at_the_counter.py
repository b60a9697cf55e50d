"""Staff's training at the counter: passed, explained again, watched, repeated."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from pod import desk
from pod.core import training as taught
from pod.desk.training import (
    AskAgain,
    LookTraining,
    PassModule,
    SetSuperUser,
    SignChecklist,
    TrainingView,
)
from pod.journeys.cast import PICTURES
from pod.storage import training
from pod.storage.tables import AuditRow
from pod.training import CHECKLIST, GRACE_DAYS, LASTS_DAYS, checklist, modules
from tests.core.staffed import (
    CODES,
    FACILITATOR,
    SUPERVISOR,
    as_supervisor,
    enter,
    everybody,
    second,
    signed_in,
)

NEW, NEW_CODE = "6006", "864209"
NAMES = (*(one.name for one in modules()), CHECKLIST)
LONG = timedelta(days=LASTS_DAYS)


def somebody_new(inside):
    """Return the visit of a facilitator whom nobody has certified."""
    new = desk.AddStaff(number=NEW, role="facilitator", code=NEW_CODE)
    assert as_supervisor(inside, new) == desk.Done()
    return again(inside)


def again(inside):
    visit = inside.core.visit()
    assert isinstance(visit.answer(desk.StaffSignIn(NEW, NEW_CODE)), desk.StaffView)
    return visit


def right(module):
    count = len(module.text["en"].questions)
    return PassModule(module.name, module.version, (0,) * count)


def pass_all(visit):
    for one in taught.modules():
        reply = visit.answer(right(one))
        assert isinstance(reply, TrainingView), reply
    return reply


def watched(inside):
    signing = SignChecklist(NEW, checklist().version)
    reply = as_supervisor(inside, signing)
    assert isinstance(reply, TrainingView), reply


def person_of(inside):
    visit = signed_in(inside, FACILITATOR.number)
    person = visit.answer(desk.Look()).people[0].person
    visit.left()
    return person


def change_third(monkeypatch, clock):
    """Teach the third module anew from today on."""
    third = replace(modules()[2], version=2, since=clock.utc().date())
    new = (*modules()[:2], third, *modules()[3:])
    for room in (taught, training):
        monkeypatch.setattr(room, "modules", lambda: new)
    return third


def test_whoever_is_new_has_everything_to_do_and_unlocks_for_nobody(inside):
    visit = somebody_new(inside)
    view = visit.answer(LookTraining())
    assert (view.to_do, view.until, view.to_watch) == (NAMES, None, ())
    refused = visit.answer(desk.Unlock(person_of(inside)))
    assert refused.code == "notcertified"
    assert "My training" in refused.do


def test_six_modules_and_somebody_who_watched_are_a_certificate(inside, clock):
    visit = somebody_new(inside)
    assert pass_all(visit).to_do == (CHECKLIST,)
    assert visit.answer(desk.Look()).certified == 0
    watched(inside)
    view = visit.answer(LookTraining())
    assert view.to_do == ()
    assert view.until == clock.utc().date() + LONG
    unlocked = visit.answer(desk.Unlock(person_of(inside)))
    assert isinstance(unlocked, desk.Unlocked)


def test_a_wrong_answer_is_asked_again_and_nothing_counts_against_anybody(inside):
    visit, one = somebody_new(inside), modules()[0]
    reply = visit.answer(PassModule(one.name, one.version, (0, 2)))
    assert reply == AskAgain((1,))
    assert one.name in visit.answer(LookTraining()).to_do
    assert one.name not in visit.answer(right(one)).to_do


@pytest.mark.parametrize("answers", [(), (0,), (0, 0, 0)])
def test_answers_to_other_questions_than_there_are_pass_nothing(inside, answers):
    visit, one = somebody_new(inside), modules()[0]
    reply = visit.answer(PassModule(one.name, one.version, answers))
    assert reply == AskAgain((0, 1))


def test_a_module_that_changed_meanwhile_is_read_again(inside, monkeypatch, clock):
    visit = somebody_new(inside)
    change_third(monkeypatch, clock)
    assert visit.answer(right(modules()[2])).code == "taughtanew"
    signing = SignChecklist(NEW, checklist().version + 1)
    assert as_supervisor(inside, signing).code == "taughtanew"


def test_what_changed_is_repeated_alone_and_the_old_counts_for_a_while(
    inside, monkeypatch, clock
):
    visit = somebody_new(inside)
    pass_all(visit)
    watched(inside)
    third = change_third(monkeypatch, clock)
    view = visit.answer(LookTraining())
    assert view.to_do == (third.name,)
    assert view.until == clock.utc().date() + timedelta(days=GRACE_DAYS)
    assert visit.answer(desk.Look()).certified == GRACE_DAYS + 1
    clock.days_pass(GRACE_DAYS + 1)
    visit = again(inside)
    assert visit.answer(desk.Unlock(person_of(inside))).code == "notcertified"
    assert visit.answer(right(third)).to_do == ()
    assert isinstance(visit.answer(desk.Unlock(person_of(inside))), desk.Unlocked)


def test_of_training_here_and_elsewhere_the_later_day_counts(inside, clock):
    visit, today = somebody_new(inside), clock.utc().date()
    as_supervisor(inside, desk.Certify(NEW, today + timedelta(days=40)))
    assert visit.answer(LookTraining()).until == today + timedelta(days=40)
    pass_all(visit)
    watched(inside)
    assert visit.answer(LookTraining()).until == today + LONG
    later = today + LONG + timedelta(days=1)
    as_supervisor(inside, desk.Certify(NEW, later))
    assert visit.answer(LookTraining()).until == later


def test_a_certificate_that_runs_out_cuts_nobodys_sitting_off(inside, clock):
    today = clock.utc().date()
    as_supervisor(inside, desk.Certify(FACILITATOR.number, today))
    person = person_of(inside)
    enter(inside, FACILITATOR.number, CODES[FACILITATOR.number])
    assert isinstance(inside.core.answer(desk.ResetPictures(person)), desk.Unlocked)
    inside.core.answer(desk.PicturesChosen(PICTURES))
    clock.days_pass(1)
    consent = desk.ConsentGiven(take_part=True, evaluation=False, contact=False)
    assert isinstance(inside.core.answer(consent), desk.PersonView)
    assert isinstance(inside.core.answer(desk.Begin()), desk.Begun)


def test_a_super_user_watches_others_and_nobody_else_of_the_facilitators(inside):
    somebody_new(inside)
    signing = SignChecklist(NEW, checklist().version)
    visit = signed_in(inside, FACILITATOR.number)
    assert visit.answer(signing).code == "nosuperuser"
    as_supervisor(inside, SetSuperUser(FACILITATOR.number, on=True))
    assert NEW in visit.answer(LookTraining()).to_watch
    assert NEW not in visit.answer(signing).to_watch
    as_supervisor(inside, SetSuperUser(FACILITATOR.number, on=False))
    assert visit.answer(LookTraining()).to_watch == ()
    assert visit.answer(signing).code == "nosuperuser"


def test_nobody_signs_their_own_checklist(inside):
    own = SignChecklist(SUPERVISOR.number, checklist().version)
    assert as_supervisor(inside, own).code == "watchedthemself"
    view = as_supervisor(inside, LookTraining())
    assert SUPERVISOR.number not in view.to_watch


def test_only_a_facilitator_becomes_a_super_user(inside):
    everybody(inside)
    for number in (SUPERVISOR.number, "3003", "9999"):
        reply = as_supervisor(inside, SetSuperUser(number, on=True))
        assert isinstance(reply, desk.Sorry), number


def test_an_account_that_is_made_anew_inherits_no_training(inside):
    pass_all(somebody_new(inside))
    as_supervisor(inside, desk.RevokeStaff(NEW))
    assert somebody_new(inside).answer(LookTraining()).to_do == NAMES


def test_what_was_passed_since_a_backup_stays_when_it_is_put_back(inside):
    everybody(inside)
    visit = somebody_new(inside)
    name = as_supervisor(inside, desk.MakeBackup()).backups[0].name
    pass_all(visit)
    reply = as_supervisor(inside, desk.Restore(name, second("3003")))
    assert isinstance(reply, desk.BackupsView), reply
    assert again(inside).answer(LookTraining()).to_do == (CHECKLIST,)


def test_the_record_knows_who_was_watched_and_by_whom(inside):
    pass_all(somebody_new(inside))
    watched(inside)
    with inside.memory.people.begin() as db:
        lines = [(row.what, row.staff, row.about) for row in db.query(AuditRow)]
    assert ("module_passed", NEW, "2_unlock") in lines
    assert ("staff_watched", SUPERVISOR.number, NEW) in lines


def test_supervisors_see_what_everybody_who_unlocks_has_to_do(inside):
    everybody(inside)
    somebody_new(inside)
    told = as_supervisor(inside, desk.ListStaff())
    known = {one.number: one for one in told.accounts}
    assert known[NEW].to_do == NAMES
    assert known["3003"].to_do == ()
    pass_all(again(inside))
    watched(inside)
    told = as_supervisor(inside, desk.ListStaff())
    known = {one.number: one for one in told.accounts}
    assert known[NEW].to_do == ()
    assert known[NEW].certified_until is not None
