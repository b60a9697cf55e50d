"""The study's stick, at the counter: registered, looked at, exchanged with, told."""

import msgspec

from pod import desk
from pod.desk.stick import (
    ForgetStick,
    ListSticks,
    LookStick,
    RegisterStick,
    StickDone,
    WriteStick,
)
from pod.export.slots import Folders, Plugged
from pod.export.stick import Exchange
from pod.export.stick_look import looking
from pod.export.stick_reach import Reach
from pod.seal import fingerprint, read_signed, sig_beside
from pod.study import check_study
from pod.values import seeded
from tests.export.at_the_stick import FIRST, asked, lines, receipt_for, slot
from tests.export.faulty import HAND, StickMemory, finished, marked, memory
from tests.export.faulty import PACK as PACK_OF_FIVE
from tests.export.makers import OTHER_KEY, POD_KEY, both_points, clock, people
from tests.export.stored import PACK, signed_pack, told_by


def test_a_bundle_goes_out_and_its_receipt_comes_back(
    inside, store, office, known, stick
):
    done = asked(office, WriteStick())
    assert (done.state, done.bundles) == ("fine", (FIRST,))
    assert done.say == f"{FIRST} is written and checked."
    assert told_by(stick / FIRST, store).released.participants
    receipt_for(inside, stick)
    done = asked(office, WriteStick())
    assert [(one.kind, one.taken) for one in done.came] == [("receipt", True)]
    assert (done.bundles, done.say) == ((), "There is nothing new to export.")
    assert lines(inside, "stick_in", "stick_out", "stick_registered") == [
        ("stick_registered", known),
        ("stick_in", known),
        ("stick_out", f"{known}:000001"),
        ("stick_in", known),
        ("stick_in", f"{known}:000001"),
    ]


def test_a_bundle_without_a_receipt_is_offered_to_the_next_stick(
    office, known, stick, tmp_path, inside
):
    assert known
    asked(office, WriteStick())
    other = tmp_path / "other"
    other.mkdir()
    assert asked(office, RegisterStick(str(other))).state == "fine"
    slot(inside, other)
    assert asked(office, WriteStick()).bundles == (FIRST,)
    assert (other / FIRST).read_bytes() == (stick / FIRST).read_bytes()
    listed = office.answer(ListSticks()).sticks
    assert [one.bundles for one in listed] == [(1,), (1,)]


def test_what_is_plugged_in_is_told_in_a_sentence_and_a_next_step(
    inside, office, stick, tmp_path
):
    states = []

    def look(*folders):
        slot(inside, *folders)
        told = asked(office, LookStick())
        assert told.say.endswith(".")
        assert told.do.endswith(".")
        states.append(told.state)

    other = tmp_path / "other"
    other.mkdir()
    look(stick)
    asked(office, RegisterStick(str(stick)))
    look(stick)
    asked(office, RegisterStick(str(other)))
    look(stick, other)
    (other / "calm-pod01.podstick").unlink()
    (other / "calm-pod09.podstick").touch()
    look(other)
    (other / "calm-pod09.podstick").rename(other / "trial-pod01.podstick")
    look(other)
    assert states == ["none", "fine", "several", "wrong", "other_study"]


def test_a_stick_of_another_study_is_not_made_ours(office, stick):
    (stick / "trial-pod01.podstick").touch()
    assert asked(office, RegisterStick(str(stick))).state == "other_study"
    assert [one.name for one in stick.iterdir()] == ["trial-pod01.podstick"]


def test_a_mark_counts_only_as_it_was_signed_and_while_it_is_registered(
    office, known, stick
):
    mark = stick / "calm-pod01.podstick"
    whole = mark.read_bytes()
    mark.write_bytes(whole.replace(known.encode(), b"abcdefgh23456789"))
    assert asked(office, WriteStick()).state == "wrong"
    mark.write_bytes(whole[:-9])
    assert asked(office, WriteStick()).state == "wrong"
    mark.write_bytes(whole)
    assert asked(office, WriteStick()).state == "fine"
    assert office.answer(ForgetStick(known)) == desk.Done()
    assert asked(office, WriteStick()).state == "wrong"
    assert office.answer(ForgetStick(known)).code == "nosuchstick"


def test_two_pods_of_a_study_call_the_same_stick_the_same(office, known, stick):
    for name in ("calm-pod01.podstick", "calm-pod01.podstick.sig"):
        (stick / name).rename(stick / name.replace("pod01", "pod02"))
    assert asked(office, RegisterStick(str(stick))).stick == known


def test_the_pods_own_home_is_no_stick(office, home):
    (home / "stick").mkdir()
    reply = asked(office, RegisterStick(str(home / "stick")))
    assert reply.say == "The pod's own home is no stick."


def test_a_stick_that_never_arrives_is_no_crash(office):
    assert asked(office, WriteStick()) == StickDone(
        state="none",
        say="No stick is in.",
        do="Put the study's stick in and try again.",
    )


def test_a_mark_copied_onto_another_stick_is_worth_nothing(tmp_path):
    """Sticks have serial numbers of their own, where the machine can tell them."""
    folder = marked(tmp_path / "stick", serial="AA01")
    states = []
    for serial in ("AA01", "", "BB02"):
        reach = Reach(Numbered(str(folder), serial), HAND)
        states.append(finished(looking(memory(), reach)).state)
    assert states == ["fine", "fine", "wrong"]


class Numbered(Folders):
    """A machine that tells a stick's serial number."""

    def __init__(self, folder, serial):
        super().__init__((folder,))
        self.one = Plugged(place=folder, serial=serial)

    def plugged(self):
        return [self.one]


def test_a_forged_receipt_is_refused_in_a_sentence_and_stays_outside(
    inside, office, known, stick
):
    assert known
    asked(office, WriteStick())
    receipt_for(inside, stick, OTHER_KEY)
    done = asked(office, WriteStick())
    assert [one.taken for one in done.came] == [False]
    assert done.came[0].say
    assert done.bundles == (FIRST,)
    path = receipt_for(inside, stick)
    path.write_bytes(path.read_bytes()[:-2])
    assert not asked(office, WriteStick()).came[0].taken


def test_a_study_pack_that_the_pod_cannot_keep_stops_no_bundle(
    office, known, stick, home
):
    assert known
    (home / "brought").write_bytes(b"in the way")
    content, signature = signed_pack(msgspec.structs.replace(PACK, serial=1))
    (stick / "calm.podstudy").write_bytes(content)
    (stick / "calm.podstudy.sig").write_text(signature)
    done = asked(office, WriteStick())
    assert (done.state, done.bundles) == ("fine", (FIRST,))
    assert [(one.taken, one.say) for one in done.came] == [
        (False, "The pod's own disk could not keep it.")
    ]


def test_a_receipt_that_stays_on_the_stick_is_not_refused_the_next_time(
    inside, office, known, stick
):
    assert known
    asked(office, WriteStick())
    receipt_for(inside, stick)
    for _ in range(2):
        assert [one.taken for one in asked(office, WriteStick()).came] == [True]


def test_a_study_pack_is_laid_out_for_two_people_and_not_installed(
    office, known, stick, home, store
):
    content, signature = signed_pack(msgspec.structs.replace(PACK, study="next"))
    (stick / "next.podstudy").write_bytes(content)
    (stick / "next.podstudy.sig").write_text(signature)
    (stick / "forged.podstudy").write_bytes(content + b" ")
    (stick / "forged.podstudy.sig").write_text(signature)
    (stick / "pod.podupdate").write_bytes(b"x" * 1000)
    done = asked(office, WriteStick())
    assert known
    assert [(one.name, one.taken) for one in done.came] == [
        ("pod.podupdate", False),
        ("next.podstudy", True),
        ("forged.podstudy", False),
    ]
    assert fingerprint(POD_KEY.public) in done.came[1].say
    kept = home / "brought" / "next.podstudy"
    assert check_study(*read_signed(kept, 10_000)).study == "next"
    assert sorted(one.name for one in kept.parent.iterdir()) == [
        "next.podstudy",
        "next.podstudy.sig",
    ]
    assert store.study().study == "calm"


def test_too_few_people_is_said_and_what_came_is_taken_in_all_the_same(tmp_path):
    """Fewer than the study's five wait: nothing new leaves."""
    few = people(3, start=50)
    store = StickMemory(PACK_OF_FIVE, people=few)
    store.rows = both_points(few)
    folder = marked(tmp_path / "stick")
    receipt = folder / "calm-pod07-000001.podreceipt"
    receipt.write_bytes(b"{}")
    sig_beside(receipt).write_text("unchecked")
    going = Exchange(store, Reach(Folders((str(folder),)), HAND))
    done = finished(going.steps(seeded(5), clock()))
    assert (done.state, done.bundles, done.needed) == ("fine", (), 2)
    assert "results of 2 more people" in done.say
    assert len(done.came) == 1
