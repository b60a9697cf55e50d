"""Who is erased at one pod of a wing is erased at all, and comes back to none."""

from datetime import timedelta

import msgspec
import pytest

from pod import desk
from pod.core.arriving import taken
from pod.core.erasing_wing import erased_too
from pod.desk import rights
from pod.desk.help import SeeHelp
from pod.errors import PartRefused
from pod.seal import sig_beside
from pod.storage import identities, outbox, retention
from pod.storage.both import Deed
from pod.storage.codes_of import code_of
from pod.storage.forgetting import gone_codes
from pod.wing.erasures import Erasure, Erasures
from tests.core.staffed import FACILITATOR, second
from tests.core.winged import carried
from tests.core.winged_pods import Winged
from tests.lived import lines

pytest_plugins = ("tests.pods_of_a_wing",)
AGREES = second(FACILITATOR.number)
DAY_MS = timedelta(days=1).total_seconds() * 1000


def erased(pod, person):
    """Have two of the staff erase somebody at one pod."""
    told = pod.ask(rights.Erase(person, AGREES))
    assert isinstance(told, rights.Erased), told
    return told


def nothing_of(pod, person):
    """Tell whether nothing of somebody is left at a pod, and nothing is begun."""
    with pod.memory.people.begin() as names:
        named = person in identities.names(names)
    return not named and person not in pod.memory.persons.known()


def record_of(pod, person, to, out):
    """Return a record that was made, and may come late."""
    path = pod.makes(person, to, out)
    return path.read_bytes(), sig_beside(path).read_text()


def comes_late(pod, record):
    deed = Deed(role="pod", now=pod.clock.utc())
    return taken(pod.inside.core._behind, deed, *record)


def test_who_is_erased_at_one_pod_is_erased_at_the_other(shared):
    here, beside, daniel, there = shared
    erased(here, daniel)
    carried(here, beside)
    assert nothing_of(beside, there)
    for store in (beside.memory.people, beside.memory.doings):
        assert lines(store, "erased_too") == [there]
    assert lines(beside.memory.people, "erase_heard") == [there]


def test_whichever_pod_it_is(shared):
    here, beside, daniel, there = shared
    erased(beside, there)
    carried(here, beside)
    assert nothing_of(here, daniel)
    assert len(here.people()) == 2


def test_it_is_said_in_a_letter_that_names_nobody(shared, tmp_path):
    here, beside, daniel, _ = shared
    erased(here, daniel)
    carried(here, beside)
    letters = [*(tmp_path / "wing").glob("*.poderased")]
    assert letters
    for one in letters:
        assert b"A1001BC" not in one.read_bytes()
    said = here.post.wanted["erased", ""]
    assert [(one.ref, one.how) for one in said.erased] == [(daniel, "erase")]


def test_once_all_did_it_nothing_more_is_done(shared):
    here, beside, daniel, there = shared
    erased(here, daniel)
    for _ in range(3):
        carried(here, beside)
        here.clock.advance(3_700_000)
    assert lines(beside.memory.people, "erase_heard") == [there]
    assert lines(here.memory.people, "erase_heard") == []


def test_nobody_is_erased_in_the_middle_of_their_sitting(shared):
    """It waits until they have gone, and then it is done."""
    here, beside, daniel, there = shared
    beside.comes(there)
    erased(here, daniel)
    carried(here, beside)
    assert not nothing_of(beside, there)
    assert beside.does()
    beside.glass(desk.Lock())
    carried(here, beside)
    assert nothing_of(beside, there)


def test_a_restart_between_the_letter_and_the_erasing_loses_nothing(shared, clock):
    here, beside, daniel, there = shared
    beside.comes(there)
    erased(here, daniel)
    carried(here, beside)
    beside.inside.close()
    again = Winged(beside.home, clock, 7)
    try:
        carried(here, again)
        assert nothing_of(again, there)
    finally:
        again.inside.close()


def test_whoever_called_there_is_gone_to_first(shared):
    here, beside, daniel, there = shared
    beside.comes(there)
    beside.glass(desk.AskForHelp("not_safe"))
    beside.glass(desk.Lock())
    erased(here, daniel)
    carried(here, beside)
    assert not nothing_of(beside, there)
    beside.glass(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
    for one in beside.glass(SeeHelp()).needs:
        beside.glass(desk.Acknowledge(one.concern))
    beside.glass(desk.Lock())
    carried(here, beside)
    assert nothing_of(beside, there)


def test_a_pod_that_was_off_for_weeks_hears_it_though_its_sender_is_off_now(
    shared, away
):
    here, beside, daniel, _ = shared
    third = away()
    carried(here, beside, third)
    person = third.only()
    third.inside.close()
    erased(here, daniel)
    carried(here, beside)
    here.clock.advance(40 * DAY_MS)
    again = away()
    carried(again)
    assert nothing_of(again, person)


def test_it_goes_on_by_way_of_a_pod_that_heard_it(shared, away):
    """The first pod's letters are gone from the folder: it broke."""
    here, beside, daniel, _ = shared
    third = away()
    carried(here, beside, third)
    person = third.only()
    third.inside.close()
    erased(here, daniel)
    carried(here, beside)
    for one in (here.home.parent / "wing").glob("pod01-*"):
        one.unlink()
    again = away()
    carried(beside, again)
    assert nothing_of(again, person)


def test_what_comes_late_from_who_has_not_heard_brings_nobody_back(
    shared, away, tmp_path
):
    """Neither where they were erased nor where they never were."""
    here, beside, daniel, there = shared
    late = {pod: record_of(beside, there, pod, tmp_path) for pod in ("pod01", "pod03")}
    erased(here, daniel)
    carried(here, beside)
    third = away()
    carried(here, third)
    assert third.people() == []
    for pod, record in ((here, late["pod01"]), (third, late["pod03"])):
        with pytest.raises(PartRefused):
            comes_late(pod, record)
    assert third.people() == []
    assert nothing_of(here, daniel)


def test_who_is_added_anew_is_somebody_new(shared, tmp_path):
    """What is known elsewhere of whom they were does not become theirs."""
    here, beside, daniel, there = shared
    late = record_of(beside, there, "pod01", tmp_path)
    erased(here, daniel)
    new = rights.AddPerson(number="A1001BC", first_name="Daniel", cell="A1-01")
    assert here.ask(new) == desk.Done()
    with pytest.raises(PartRefused):
        comes_late(here, late)
    carried(here, beside)
    assert nothing_of(beside, there)
    known = called(here, "A1001BC")
    here.first_time(known)
    here.agrees(known, "shared")
    carried(here, beside)
    assert beside.only() == known


def called(pod, number):
    """Return who has this prison number at a pod now."""
    with pod.memory.people.begin() as names:
        found = identities.names(names).items()
    return next(ref for ref, name in found if name.number == number)


def test_each_pod_tells_the_evaluators_of_what_had_left_from_it(shared):
    here, beside, daniel, there = shared
    with beside.memory.people.begin() as names:
        code = code_of(names, there)
    left_from(beside, code)
    erased(here, daniel)
    carried(here, beside)
    for pod, codes in ((here, set()), (beside, {code})):
        with pod.memory.doings.begin() as db:
            assert gone_codes(db) == codes


def left_from(pod, code):
    """Remember a bundle that left from a pod with something of somebody in it."""
    raw = {"people": [code], "activities": [], "sealed": {"name": "calm-pod02-000001"}}
    bundle = outbox.Left(
        sequence=1,
        bundle="a" * 32,
        sha256="b" * 64,
        record=msgspec.json.encode(raw),
        written=True,
    )
    with pod.memory.doings.begin() as db:
        outbox.remember_bundle(db, bundle)


def test_what_is_purged_in_time_goes_only_where_its_time_is_over_too(shared):
    _, beside, daniel, there = shared
    said = Erasures((Erasure(ref=daniel, how="purge", at=beside.clock.utc()),))
    behind = beside.inside.core._behind
    assert erased_too(behind, said)
    assert not nothing_of(beside, there)
    a_year_passes(beside)
    assert erased_too(behind, said)
    assert nothing_of(beside, there)
    assert lines(beside.memory.doings, "purged_too") == [there]


def a_year_passes(pod):
    """Let staff come every four weeks: time counts where a pod is in use."""
    for _ in range(14):
        pod.clock.advance(27 * DAY_MS)
        pod.glass(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
        pod.glass(desk.OnDuty(on=True))
        pod.glass(desk.Lock())


def test_nobodys_time_is_over_who_went_on_at_another_pod(shared):
    here, beside, daniel, there = shared
    a_year_passes(here)
    with here.memory.doings.begin() as db:
        assert daniel in retention.due(db, here.clock.utc(), 365)
    beside.sits(there)
    carried(here, beside)
    with here.memory.doings.begin() as db:
        assert daniel not in retention.due(db, here.clock.utc(), 365)


def test_a_record_that_is_said_again_makes_nobodys_time_longer(shared):
    here, beside, _, there = shared
    a_year_passes(beside)
    here.core.wings.anew()
    carried(here, beside)
    assert len(lines(beside.memory.doings, "record_taken")) == 2
    with beside.memory.doings.begin() as db:
        assert retention.due(db, beside.clock.utc(), 365) == [there]
