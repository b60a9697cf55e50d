"""Practice at the counter: apart from the real pod, and gone once it is over."""

import shutil

import msgspec
import pytest

from pod import desk
from pod.access import Who
from pod.app.inside import open_inside
from pod.app.practice_pod import FOLDER
from pod.clock import VirtualClock
from pod.core.practice import IDLE_MS, LONGEST_MS
from pod.desk.diary import Added, AddHere, LookToday
from pod.desk.help import CloseConcern, SeeHelp, TakeOn
from pod.desk.news import PracticeOver
from pod.desk.practice import BeginPractice, EndPractice, Practising
from pod.desk.shift import HandOver, SignOn, WriteNote
from pod.desk.training import LookTraining
from pod.errors import Full
from pod.events import Back, Mains, StaffCall, Tamper, TooHot
from pod.journeys.cast import PICTURES, STAFF
from pod.settings import run_folder
from pod.storage import identities
from pod.ui.common.words import read_text
from pod.ui.staff.training_pages import my_training
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.staffed import signed_in
from tests.core.test_roles import REQUESTS, TABLE, some
from tests.stores import content, files

OFFICER, SUPERVISOR = STAFF
INVENTED = AddHere(number="Z9999ZZ", first_name="Zebedee", cell="Z9-99")
REAL_PERSON = AddHere(number="Y8888YY", first_name="Ezekiel", cell="Y8-88")
REAL = ("EndPractice", "Tell")
"""What the real pod hears also then."""
CALLS = (
    StaffCall(on=True, at_ms=0.0),
    Tamper(causes=("LidOpen",), at_ms=0.0),
    Mains(state="low", at_ms=0.0),
)


@pytest.fixture(scope="module")
def home(new_home, tmp_path_factory):
    """One pod for all of them: each finds and leaves it as it is."""
    home = tmp_path_factory.mktemp("practice") / "home"
    shutil.copytree(new_home, home)
    return home


@pytest.fixture(scope="module")
def clock():
    return VirtualClock(BEGINS)


@pytest.fixture(scope="module")
def opened(home, clock):
    inside = open_inside(home, clock, seeded(2))
    yield inside
    inside.close()


@pytest.fixture
def there(opened, clock):
    """A facilitator has come in at the screen, and nobody waits for them."""
    glass = opened.core.glass
    glass.who = Who(role="facilitator", staff=OFFICER.number)
    glass.staying.came(clock.now_ms())
    for need in opened.core.answer(SeeHelp()).needs:
        if not need.owner:
            opened.core.answer(TakeOn(need.concern, "going"))
    yield opened
    glass.nobody()


@pytest.fixture
def practising(there):
    assert isinstance(there.core.answer(BeginPractice()), Practising)
    return there


def left(home):
    """Return what lies where practice pods lie."""
    place = (run_folder(home) / FOLDER).parent
    return [*place.iterdir()] if place.exists() else []


def whoever(inside, request):
    """Return the reply that whoever is at the screen gets."""
    return msgspec.json.encode(inside.core.answer(request)).decode()


def test_no_request_that_there_is_reaches_the_real_stores(practising, home):
    """Each of them, by everybody who can be at a practice pod."""
    core = practising.core
    before, glass = files(home), core.practice._pod.glass
    person = glass.answer(desk.Look()).people[0].person
    standings = {
        "facilitator": Who(role="facilitator", staff=OFFICER.number),
        "participant": Who(role="participant", person=person),
        "unlocked": Who(person=person),
        "nobody": Who(),
    }
    for standing, who in standings.items():
        for name, kind in REQUESTS.items():
            if name not in REAL and standing in TABLE.get(name, ()):
                glass.who = who
                core.answer(some(kind))
    assert core.practice.on
    assert files(home) == before


def test_what_staff_do_can_be_practised_from_a_concern_to_a_handover(practising):
    def ask(request):
        reply = practising.core.answer(request)
        assert not isinstance(reply, (desk.Sorry, desk.NotThose, desk.Refused)), request
        return reply

    view = ask(desk.Look())
    person, concern = view.people[2].person, view.concerns[0].concern
    ask(TakeOn(concern, "going"))
    ask(CloseConcern(concern, "talked"))
    ask(WriteNote(happened="upset", did="talked", told="nobody", then="nothing"))
    assert ask(LookToday()).rows
    ask(INVENTED)
    ask(HandOver())
    ask(desk.StaffSignIn("1002", "135792"))
    ask(SignOn())
    ask(desk.ResetPictures(person))
    assert ask(desk.PicturesChosen(PICTURES)).consent_needed
    ask(desk.StaffSignIn("1002", "135792"))
    ask(desk.Unlock(view.people[1].person))
    assert ask(desk.PicturesTapped(PICTURES)).plan
    assert ask(desk.Begin()).task


def test_what_is_added_in_practice_is_in_no_real_store(practising):
    core, memory = practising.core, practising.memory
    assert isinstance(core.answer(INVENTED), Added)
    assert "Zebedee" in whoever(practising, desk.Look())
    core.answer(EndPractice())
    assert "Zebedee" not in whoever(practising, desk.Look())
    assert not any(
        word in str(value)
        for rows in content(memory).values()
        for row in rows
        for value in row
        for word in ("Zebedee", "Z9999ZZ", "Z9-99")
    )


def test_nobody_real_is_named_in_practice(there):
    core, memory = there.core, there.memory
    core.answer(REAL_PERSON)
    with memory.people.begin() as db:
        real = {tile.person for tile in identities.tiles(db)}
    core.answer(BeginPractice())
    glass, said = core.practice._pod.glass, ""
    for name, kind in REQUESTS.items():
        if name not in REAL and "facilitator" in TABLE.get(name, ()):
            glass.who = Who(role="facilitator", staff=OFFICER.number)
            said += whoever(there, some(kind))
    assert "Daniel" in said
    assert not any(word in said for word in (*real, "Ezekiel", "Y8888YY", "Y8-88"))


def test_whoever_practises_does_what_a_facilitator_does_and_no_more(there):
    core = there.core
    core.glass.who = Who(role="supervisor", staff=SUPERVISOR.number)
    told = core.answer(BeginPractice())
    number, code = told.staff[1]
    assert core.answer(desk.Checked()).code == "not_allowed"
    assert isinstance(core.answer(desk.StaffSignIn(number, code)), desk.StaffView)
    assert core.answer(desk.Checked()).code == "not_allowed"


def test_a_command_neither_practises_nor_ends_what_somebody_practises(practising):
    office = signed_in(practising, OFFICER.number)
    assert office.answer(BeginPractice()).code == "usage"
    assert practising.core.answer(BeginPractice()).code == "practising"
    assert office.answer(EndPractice()) == desk.Done()
    assert practising.core.practice.on
    assert "PA1-01" not in str(office.answer(desk.Look()))


def test_nobody_practises_while_somebody_real_waits_for_help(new_home, tmp_path, clock):
    """Over the page that says so would stand one of people who do not exist."""
    home = tmp_path / "home"
    shutil.copytree(new_home, home)
    inside = open_inside(home, clock, seeded(3))
    glass = inside.core.glass
    concern = inside.core.answer(desk.AskForHelp("not_safe")).concern
    glass.who = Who(role="facilitator", staff=OFFICER.number)
    glass.staying.came(clock.now_ms())
    assert inside.core.answer(BeginPractice()).code == "somebodycalls"
    assert "somebodycalls" in read_text("cy").notices
    inside.core.answer(TakeOn(concern, "going"))
    assert isinstance(inside.core.answer(BeginPractice()), Practising)
    inside.close()


def test_help_asked_for_in_practice_lights_no_lamp_and_calls_nobody(there, monkeypatch):
    core, ordered = there.core, []
    monkeypatch.setattr(core.devices, "order", ordered.append)
    monkeypatch.setattr(core.devices, "_lamps", {"pod_controller"})
    before = core.answer(desk.Look()).concerns
    core.answer(BeginPractice())
    core.answer(desk.Tell("no_voice"))
    reply = core.answer(desk.AskForHelp("not_safe"))
    assert (reply.told, reply.lamp, ordered) == (False, False, [])
    core.answer(EndPractice())
    after = core.answer(desk.Look())
    assert after.concerns == before
    assert "no_voice" in after.notices, "what is true of the machine is told here"


def test_it_is_sealed_with_keys_of_its_own_and_nothing_of_it_is_left(practising, home):
    folder = run_folder(home) / FOLDER
    stores = [*folder.glob("*.db*")]
    assert stores
    assert folder.stat().st_mode & 0o077 == 0
    for store in stores:
        found = store.read_bytes()
        assert b"Daniel" not in found
        assert b"SQLite format 3" not in found
    before = practising.core.practice._pod.glass.behind.memory.people.key
    assert practising.core.answer(EndPractice()) == desk.Done()
    assert left(home) == []
    assert "PA1-01" not in whoever(practising, desk.Look())
    practising.core.answer(BeginPractice())
    assert practising.core.practice._pod.glass.behind.memory.people.key != before


def test_staff_who_were_away_meanwhile_sign_in_anew(practising, home, clock):
    clock.advance(100_000.0)
    assert practising.core.answer(EndPractice()).lock
    assert left(home) == []
    assert practising.core.answer(desk.Look()).code == "not_allowed"


@pytest.mark.parametrize("shown", ["unlocked", "locked", "in and out again"])
def test_whoever_was_shown_around_finds_no_staff_behind_the_key(practising, shown):
    """The codes of practice stand on the glass: they prove nobody."""
    core = practising.core
    core.answer(desk.Lock())
    if shown != "locked":
        view = core.answer(desk.StaffSignIn("1001", "246810"))
    if shown == "unlocked":
        core.answer(desk.Unlock(view.people[1].person))
    assert core.answer(EndPractice()).lock
    assert core.answer(LookTraining()).code == "not_allowed"
    assert core.answer(desk.Look()).code == "not_allowed"


def test_staff_who_looked_at_their_own_pages_alone_go_on_behind_the_key(practising):
    practising.core.answer(LookToday())
    assert practising.core.answer(EndPractice()) == desk.Done()
    assert not isinstance(practising.core.answer(LookTraining()), desk.Sorry)


def test_staff_at_work_in_practice_for_long_sign_in_anew(practising, clock):
    """A code holds for ten minutes whatever staff do; then it is asked for again."""
    for _ in range(11):
        clock.advance(60_000.0)
        practising.core.answer(desk.AskForHelp("machine"))
    assert practising.core.answer(EndPractice()).lock
    assert practising.core.answer(desk.Look()).code == "not_allowed"


@pytest.mark.parametrize("event", CALLS, ids=lambda one: str(one)[:24])
def test_a_real_device_that_calls_ends_it_at_once(practising, home, event):
    news = practising.core.take(event)
    assert news[0] == PracticeOver()
    assert len(news) > 1
    assert left(home) == []


def test_what_devices_say_besides_disturbs_nobody(practising):
    mains, hot = Mains(state="mains", at_ms=0.0), TooHot(on=True, at_ms=0.0)
    for event in (Back("box", "buttons"), hot, mains):
        assert PracticeOver() not in practising.core.take(event)
    assert practising.core.practice.on


def test_what_was_meant_for_invented_people_and_comes_too_late_does_nothing(practising):
    practising.core.take(StaffCall(on=True, at_ms=0.0))
    assert practising.core.answer(INVENTED).code == "not_allowed"
    practising.core.glass.who = Who(role="facilitator", staff=OFFICER.number)
    assert "Zebedee" not in whoever(practising, desk.Look())


def test_left_alone_it_is_over_by_itself(practising, home, clock):
    clock.advance(IDLE_MS)
    assert practising.core.practice.look() == ()
    clock.advance(1.0)
    assert practising.core.practice.look() == (PracticeOver(),)
    assert left(home) == []
    assert practising.core.glass.who == Who()


def test_it_is_over_after_half_an_hour_whatever_they_do(practising, home, clock):
    began_ms = clock.now_ms()
    while clock.now_ms() - began_ms <= LONGEST_MS:
        assert practising.core.answer(desk.AskForHelp("machine")).concern
        clock.advance(60_000.0)
    reply = practising.core.answer(desk.AskForHelp("machine"))
    assert (reply.code, reply.lock) == ("practice_over", True)
    assert left(home) == []


def test_a_screen_that_goes_takes_it_with_it(practising, home):
    practising.core.glass.left()
    assert left(home) == []
    assert practising.core.glass.answer(desk.Glance()).practice is False


def test_an_account_that_is_ended_ends_what_its_owner_practises(practising, home):
    practising.core.glass.sign_out(OFFICER.number)
    assert left(home) == []


def test_where_a_practice_pod_cannot_be_made_the_real_one_goes_on(there):
    def full():
        raise Full("There is no room.")

    practice = there.core.practice
    opens, practice.opens = practice.opens, full
    assert there.core.answer(BeginPractice()).code == "full"
    assert not practice.on
    practice.opens = opens
    assert "A1-01" in whoever(there, desk.Look())


def test_what_a_crash_left_is_gone_at_the_next_start(new_home, tmp_path, clock):
    home = tmp_path / "home"
    shutil.copytree(new_home, home)
    folder = run_folder(home) / FOLDER
    (folder / "backups").mkdir(parents=True)
    (folder / "people.db").write_bytes(b"left")
    inside = open_inside(home, clock, seeded(5))
    assert left(home) == []
    inside.close()


def test_at_a_console_nobody_practises_and_no_key_offers_it(there, monkeypatch):
    assert there.core.answer(LookTraining()).practises
    monkeypatch.setattr(there.core.glass.behind, "console", True)
    view = there.core.answer(LookTraining())
    assert my_training(read_text("en"), view).beside == ("", "")
    assert there.core.answer(BeginPractice()).code == "not_allowed"
