"""A record is taken in once, from whom two of the staff know, for whom it is of."""

import msgspec
import pytest

from pod import desk
from pod.bundle.travel import BIGGEST
from pod.core.arriving import taken
from pod.desk import rights
from pod.desk.travelling import (
    ForgetPod,
    KnowPod,
    RecordTaken,
    TakeRecord,
    TravelCard,
)
from pod.errors import TryAgain
from pod.seal import sig_beside
from pod.storage import both
from pod.storage.both import Deed
from pod.storage.codes_of import code_of
from tests.core.staffed import FACILITATOR, second
from tests.core.travelled import BESIDE, FAR, HERE
from tests.lived import lines

pytest_plugins = ("tests.pods_that_travel",)
AGREES = second(FACILITATOR.number)


def refused(reply):
    assert isinstance(reply, desk.Sorry), reply
    return reply.code


def nobody(pod):
    return pod.people() == []


def test_what_was_changed_on_the_way_is_refused(pods, agreed, tmp_path):
    here, beside, _ = pods
    path = here.makes(agreed, BESIDE, tmp_path)
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[200] ^= 1
    for spoilt in (whole[:-1], bytes(flipped), b"", whole + b"x"):
        path.write_bytes(spoilt)
        assert refused(beside.takes(path)) == "untrusted"
    path.write_bytes(whole + bytes(BIGGEST))
    assert refused(beside.takes(path)) == "malformed"
    assert nobody(beside)


def test_a_record_without_its_signature_or_with_anothers_is_refused(
    pods, agreed, tmp_path
):
    here, beside, _ = pods
    one = here.makes(agreed, BESIDE, tmp_path)
    other = here.makes(agreed, BESIDE, tmp_path)
    sig_beside(one).write_bytes(sig_beside(other).read_bytes())
    assert refused(beside.takes(one)) == "untrusted"
    sig_beside(one).unlink()
    assert refused(beside.takes(one)) == "untrusted"
    assert nobody(beside)


def test_a_record_for_another_pod_does_not_open(pods, agreed, tmp_path):
    here, beside, far = pods
    assert refused(far.takes(here.makes(agreed, BESIDE, tmp_path))) == "sealed"
    assert refused(beside.takes(here.makes(agreed, FAR, tmp_path))) == "sealed"
    assert nobody(far)
    assert nobody(beside)


def test_a_pod_that_is_known_no_more_is_not_believed(pods, agreed, tmp_path):
    here, beside, _ = pods
    path = here.makes(agreed, BESIDE, tmp_path)
    beside.ask(ForgetPod(HERE))
    assert refused(beside.takes(path)) == "untrusted"
    assert nobody(beside)


def test_what_a_prison_shares_is_taken_from_its_own_pods_alone(pods, agreed, tmp_path):
    """The card of a pod is taken again, as one of another prison."""
    here, beside, _ = pods
    path = here.makes(agreed, BESIDE, tmp_path)
    card = here.ask(TravelCard())
    beside.ask(ForgetPod(HERE))
    asked = {"card": card.card, "signature": card.signature, "second": AGREES}
    beside.ask(KnowPod(**asked, prison="other"))
    assert refused(beside.takes(path)) == "untrusted"
    assert nobody(beside)


def test_nobody_who_was_erased_comes_back_with_what_pods_share(pods, agreed, tmp_path):
    here, beside, _ = pods
    ref = beside.takes(here.makes(agreed, BESIDE, tmp_path)).person
    assert isinstance(beside.ask(rights.Erase(ref, AGREES)), rights.Erased)
    assert refused(beside.takes(here.makes(agreed, BESIDE, tmp_path))) == "partrefused"
    assert nobody(beside)


def test_somebody_staff_had_only_added_becomes_whom_the_record_is_of(
    pods, agreed, tmp_path
):
    here, beside, _ = pods
    with here.memory.people.begin() as db:
        code = code_of(db, agreed)
    number = the_number(here, agreed)
    beside.ask(rights.AddPerson(number=number, first_name="Daniel", cell="B1-09"))
    (added,) = beside.people()
    one = beside.takes(here.makes(agreed, BESIDE, tmp_path))

    assert (one.person, one.known) == (added, True)
    with beside.memory.people.begin() as db:
        assert code_of(db, added) == code
    again = here.takes_back(beside, added, tmp_path)
    assert again.person == agreed


def test_two_who_were_enrolled_apart_are_not_made_one(pods, agreed, tmp_path):
    here, beside, _ = pods
    number = the_number(here, agreed)
    beside.ask(rights.AddPerson(number=number, first_name="Daniel", cell="B1-09"))
    (added,) = beside.people()
    beside.comes(added, desk.PicturesChosen)
    beside.glass(desk.Lock())
    beside.sits(added)
    before = beside.could_send(added)

    assert refused(beside.takes(here.makes(agreed, BESIDE, tmp_path))) == "partrefused"
    assert beside.could_send(added) == before


def test_nothing_is_taken_in_while_the_person_is_at_the_pod(pods, agreed, tmp_path):
    here, beside, _ = pods
    path = here.makes(agreed, BESIDE, tmp_path)
    ref = beside.takes(path).person
    newer = here.makes(agreed, BESIDE, tmp_path)
    beside.comes(ref)
    untrusted = newer.read_bytes(), sig_beside(newer).read_text()
    deed = Deed(role="pod", now=beside.clock.utc())
    with pytest.raises(TryAgain):
        taken(beside.inside.core._behind, deed, *untrusted)
    beside.glass(desk.Lock())
    assert isinstance(beside.takes(newer), RecordTaken)


def test_what_a_power_cut_left_half_done_is_done_at_the_next_start(
    pods, agreed, tmp_path, monkeypatch
):
    here, beside, _ = pods
    path = here.makes(agreed, BESIDE, tmp_path)

    def cut(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setitem(both.HALVES, both.TAKE, cut)
        with pytest.raises(KeyboardInterrupt):
            beside.takes(path)
    both.finish_deeds(beside.memory, beside.clock.utc())

    (ref,) = beside.people()
    assert beside.takes(path).again
    assert not beside.comes(ref).consent_needed
    assert lines(beside.memory.people, "record_taken") == [ref]
    assert lines(beside.memory.doings, "record_taken") == [ref]


def test_what_is_no_file_is_said_so(pods, tmp_path):
    assert refused(pods[1].takes(tmp_path / "none.podrecord")) == "malformed"
    assert refused(pods[1].ask(TakeRecord(str(tmp_path)))) == "malformed"


def the_number(pod, person):
    told = pod.ask(rights.SeePerson(person))
    return msgspec.structs.asdict(told)["number"]
