"""A record opens for the pods it names, from the pod that signed it, whole or not."""

import zlib

import msgspec
import pytest
from hypothesis import given
from msgspec.structs import replace

from pod.bundle.travel import BIGGEST_OPEN, Record, open_record, seal_record
from pod.errors import Malformed, Sealed, Untrusted
from pod.seal import SigningKey, Trusted, new_identity, recipient_of, seal
from pod.values import seeded
from tests.test_merging import DAY, held, joined, one_person, run

KEYS = {pod: SigningKey(seeded(pod).randbytes(32)) for pod in ("pod01", "pod02")}
TRUSTED = tuple(Trusted(pod, key.public) for pod, key in KEYS.items())
MINE, OTHERS = new_identity(), new_identity()
RECORD = Record(
    id="abcdefgh2345",
    kind="shared",
    pod="pod01",
    to=("pod09",),
    made_at=DAY,
    person=one_person(),
)


def opened(sealed, me="pod09", identity=MINE):
    return open_record(sealed.content, sealed.signature, TRUSTED, identity, me)


def sent(record=RECORD, signed_by="pod01"):
    return seal_record(record, (recipient_of(MINE),), KEYS[signed_by])


def raw(plain):
    """Seal and sign any bytes as pod01 would."""
    content = seal(plain, (recipient_of(MINE),))
    return open_record(content, KEYS["pod01"].sign(content), TRUSTED, MINE, "pod09")


@given(joined)
def test_what_was_sealed_is_what_is_opened(person):
    whole = replace(person, sittings=(), runs=())
    record = replace(RECORD, person=whole)
    assert opened(sent(record)) == record


def test_its_name_says_who_made_it_and_nothing_of_whom_it_is():
    assert sent().name == "pod01-abcdefgh2345.podrecord"


def test_nobody_sends_on_in_their_own_name_what_another_made():
    with pytest.raises(Untrusted, match="another pod made it"):
        opened(sent(signed_by="pod02"))


def test_a_record_that_names_other_pods_is_refused_also_where_it_opens():
    with pytest.raises(Untrusted, match="for other pods"):
        opened(sent(), me="pod08")


def test_no_other_key_opens_it():
    with pytest.raises(Sealed):
        opened(sent(), identity=OTHERS)


def test_nothing_is_opened_before_the_signature_holds():
    content = b"no age file at all"
    with pytest.raises(Untrusted):
        open_record(content, sent().signature, TRUSTED, MINE, "pod09")


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"no zlib",
        zlib.compress(b"no json"),
        zlib.compress(b'{"format": 2}'),
        zlib.compress(msgspec.json.encode(RECORD))[:-4],
        zlib.compress(msgspec.json.encode(RECORD)) + b"more",
        zlib.compress(bytes(BIGGEST_OPEN + 1)),
    ],
)
def test_what_is_no_record_inside_is_refused(plain):
    with pytest.raises(Malformed):
        raw(plain)


@pytest.mark.parametrize(
    "person",
    [
        one_person(runs=(run(),)),
        one_person(sittings=(held(), held())),
        one_person(sittings=(held(),), runs=(run(), run())),
        one_person(sittings=(held(),), runs=(run(rows=(b"{}",)),)),
        one_person(sittings=(held(),), runs=(run(rows=(b"no row",), ended="done"),)),
        one_person(
            sittings=(held(),), runs=(run(rows=(b"{}",), journal=(b"no page",)),)
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(person):
    with pytest.raises(Malformed):
        opened(sent(replace(RECORD, person=person)))
