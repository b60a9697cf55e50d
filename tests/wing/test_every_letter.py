"""Every kind of letter there is: sealed, signed, and worth nothing twice or damaged."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.core.wings import MOST
from pod.errors import Trouble
from pod.seal import seal, unseal
from pod.wing.erasures import MOST_ERASED, MOST_REFS, Erasure, Erasures
from pod.wing.expected import (
    MOST_BOOKINGS,
    MOST_CAME,
    MOST_FORGOTTEN,
    MOST_PEOPLE,
    Attendance,
    Booking,
    Bookings,
    Came,
    Forgotten,
    Later,
    People,
    Somebody,
)
from pod.wing.intake import Refusal, Taken, judge
from pod.wing.kinds import (
    KINDS,
    MOST_CLOSED,
    MOST_KNOWN_AS,
    MOST_NEEDS,
    Acknowledged,
    Concerns,
    Hello,
    Need,
    Word,
    kind_of,
)
from pod.wing.letter import BIGGEST, Place, Sealed, close, hash_of, name_of, write
from pod.wing.records import PIECE, parted
from pod.wing.saying import EVERY_MS
from tests.wing.members import (
    CONSOLE,
    HELP,
    NOT_SAFE,
    NOW,
    POD1,
    POD2,
    STRANGER,
    changed,
    reader_of,
    wing_of,
)

SLOT = "0a1b2c3d4e5f01"
SECRETS = (b"Rhys", b"B1-19", b"A1234BC", b"abc234")
BODIES = {
    "status": HELP,
    "concern": changed(NOT_SAFE, closed=("abc235",)),
    "acknowledged": Acknowledged((Word(pod="pod01", concern="abc234", by="1001"),)),
    "bookings": Bookings(
        NOW.date(),
        (Booking(booking="abc234", number="A1234BC", begins_at=NOW, minutes=30),),
    ),
    "people": People(
        (Somebody(ref="abc234", number="A1234BC", first_name="Rhys", cell="B1-19"),),
        (Later(ref="abc235", number="A1235BC"),),
    ),
    "attendance": Attendance((Came(booking="abc234", reason="sick", at=NOW),)),
    "forgotten": Forgotten(("abc234",)),
    "erased": Erasures(
        (Erasure(ref="abc234", known_as=("abc235",), how="erase", at=NOW),)
    ),
    "record": parted("pod01-abcdefghij23.podrecord", b"Rhys, sealed", "signed")[0],
    "hello": Hello(fingerprint="ab-cd", software="1.0"),
}
EVERY = pytest.mark.parametrize("kind", sorted(KINDS))


def ends(kind):
    """Return who sends such a letter, who reads it, and to whom it is addressed."""
    what = KINDS[kind]
    by = POD1 if "pod" in what.sent_by else CONSOLE
    reads = CONSOLE if "console" in what.read_by and by is not CONSOLE else POD1
    reads = POD2 if reads is by else reads
    return by, reads, reads.member.id if what.apart else SLOT * what.slots


def letter(kind, number=5, previous="", by=None):
    sender, _, to = ends(kind)
    by, known = by or sender, wing_of(by or sender)
    return close(
        write(known, BODIES[kind], Place(number, previous), NOW, to), known, by.key
    )


def read(kind, file, marks=None):
    return judge(reader_of(ends(kind)[1]), file, marks or {}, NOW)


def why(found):
    assert isinstance(found, Refusal), found
    return found.reason


def marked(kind, file):
    taken = read(kind, file)
    assert isinstance(taken, Taken), taken
    return {taken.mark.stream: taken.mark}


def test_there_is_one_of_every_kind_and_a_time_to_say_it_again():
    assert {kind_of(body) for body in BODIES.values()} == set(KINDS) == set(BODIES)
    assert set(EVERY_MS) == set(KINDS)


@EVERY
def test_it_comes_out_as_it_went_in(kind):
    assert read(kind, letter(kind)).letter.body == BODIES[kind]


@EVERY
def test_nobody_reads_in_the_folder_what_it_says(kind):
    file = letter(kind)
    assert len(file.content) < BIGGEST
    for one in SECRETS:
        assert one not in file.content


@EVERY
def test_a_replay_and_one_out_of_order_count_for_nothing(kind):
    marks = marked(kind, letter(kind))
    assert why(read(kind, letter(kind), marks)) == "again"
    assert why(read(kind, letter(kind, 4), marks)) == "behind"
    assert why(read(kind, letter(kind, 6, "0" * 64), marks)) == "forked"
    follows = letter(kind, 7)
    assert isinstance(read(kind, follows, marks), Taken)


@EVERY
@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_half_of_it_counts_for_nothing(kind, cut):
    file = letter(kind)
    halves = (
        Sealed(file.name, file.content[:cut], file.signature),
        Sealed(file.name, file.content, file.signature[:cut]),
    )
    assert [why(read(kind, half)) for half in halves] == ["altered", "altered"]


@EVERY
def test_a_forged_one_counts_for_nothing(kind):
    """Whoever has no key of the wing, or another member's, speaks for nobody."""
    assert why(read(kind, letter(kind, by=STRANGER))) == "unknown"
    file, me = letter(kind), ends(kind)[0]
    for other in (POD1, POD2, CONSOLE, STRANGER):
        if other is not me:
            forged = Sealed(file.name, file.content, other.key.sign(file.content))
            assert why(read(kind, forged)) == "altered"


@EVERY
def test_who_may_not_say_it_is_not_heard(kind):
    """A pod does not book, and a console does not say who called."""
    _, reads, to = ends(kind)
    for one in (POD2, CONSOLE):
        if one.member.what not in KINDS[kind].sent_by:
            said = write(wing_of(one), BODIES[kind], Place(5), NOW, to)
            content = seal(msgspec.json.encode(said), (reads.member.recipient,))
            name = name_of(said.stream, said.number)
            found = read(kind, Sealed(name, content, one.key.sign(content)))
            assert why(found) in {"not_theirs", "not_mine"}


@EVERY
def test_who_may_not_read_it_cannot(kind):
    """A pod that is not addressed, and a console where it is for pods, get nothing."""
    file, (by, reads, _) = letter(kind), ends(kind)
    for one in (POD1, POD2, CONSOLE):
        if one in (by, reads) or may_read(kind, one):
            continue
        assert why(judge(reader_of(one), file, {}, NOW)) == "not_mine"
        with pytest.raises(Trouble):
            unseal(file.content, (one.identity,))


def may_read(kind, one):
    return one.member.what in KINDS[kind].read_by and not KINDS[kind].apart


def as_written(kind):
    by, _, to = ends(kind)
    return write(wing_of(by), BODIES[kind], Place(5), NOW, to)


@EVERY
def test_it_fits_no_other_name(kind):
    file, stream = letter(kind), as_written(kind).stream
    for other in KINDS:
        if other != kind and same_ends(kind, other):
            moved = name_of(changed(stream, kind=other), 5)
            found = read(other, Sealed(moved, file.content, file.signature))
            assert why(found) == "misnamed"


def same_ends(kind, other):
    return ends(kind) == ends(other)


@EVERY
def test_it_says_nothing_that_is_not_in_its_kind(kind):
    raw = msgspec.to_builtins(BODIES[kind]) | {"score": 3}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(raw, KINDS[kind].body)


def without(raw, names):
    """Return the same without what these name, however deep it lies."""
    if isinstance(raw, dict):
        return {one: without(raw[one], names) for one in raw if one not in names}
    return [without(one, names) for one in raw] if isinstance(raw, list) else raw


@EVERY
def test_one_from_before_there_were_references_is_read_still(kind):
    """A pod that has the older version calls all the same."""
    new = {"known_as", "closed", "closed_by", "closed_at", "later"}
    new |= {"ref", "booking"} if kind in ("people", "bookings") else set()
    older = without(msgspec.to_builtins(BODIES[kind]), new)
    found = msgspec.convert(older, KINDS[kind].body)
    assert without(msgspec.to_builtins(found), new) == older


@EVERY
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_order_makes_one_count_twice_or_go_back(kind, data):
    """Whatever comes, in whatever order: accepted numbers only ever grow."""
    good = GOOD[kind]
    coming = data.draw(st.lists(st.tuples(st.integers(0, 3), st.booleans())))
    marks, accepted = {}, []
    for place, whole in coming:
        file = good[place]
        cut = Sealed(file.name, file.content[:-1], file.signature)
        found = read(kind, file if whole else cut, marks)
        if isinstance(found, Taken):
            assert whole
            accepted.append(found.letter.number)
            marks = {**marks, found.mark.stream: found.mark}
    assert accepted == sorted(set(accepted))


def chain(kind):
    """Return four letters, each of which follows from the one before."""
    made = [letter(kind, 1)]
    for number in range(2, 5):
        made.append(letter(kind, number, hash_of(made[-1].content)))
    return made


GOOD = {kind: chain(kind) for kind in KINDS}


def fullest():
    """Return the longest letter of each kind that has no fixed length."""
    name, id_, sign = "\N{GRINNING FACE}" * 40, "z" * 16, "z" * 24
    at = NOW.replace(microsecond=123456)
    need = Need(
        concern=id_,
        kind=sign,
        raised_at=at,
        late=True,
        by="12345678",
        at=at,
        first_name=name,
        cell=name,
        known_as=(id_,) * MOST_KNOWN_AS,
    )
    word = Word(
        pod=id_,
        concern=id_,
        by="12345678",
        at=at,
        how=sign,
        done=sign,
        closed_by="12345678",
        closed_at=at,
    )
    booking = Booking(booking=id_, number="A1234BC", begins_at=at, minutes=240)
    somebody = Somebody(ref=id_, number="A1234BC", first_name=name, cell=name)
    parts = parted("z" * 16 + "-" + "z" * 12 + ".podrecord", bytes(PIECE), "s" * 1000)
    came = Came(booking=id_, reason="auto_suspended", by="12345678", at=at)
    later = Later(ref=id_, number="A1234BC")
    erasure = Erasure(ref=id_, known_as=(id_,) * MOST_REFS, how="erase", at=at)
    return {
        "concern": Concerns((need,) * MOST_NEEDS, (id_,) * MOST_CLOSED),
        "acknowledged": Acknowledged((word,) * MOST),
        "bookings": Bookings(NOW.date(), (booking,) * MOST_BOOKINGS),
        "people": People((somebody,) * MOST_PEOPLE, (later,) * MOST_PEOPLE),
        "attendance": Attendance((came,) * MOST_CAME),
        "forgotten": Forgotten((id_,) * MOST_FORGOTTEN),
        "erased": Erasures((erasure,) * MOST_ERASED),
        "record": parts[0],
    }


@pytest.mark.parametrize("kind", sorted(fullest()))
def test_the_fullest_there_can_be_is_not_too_long(kind):
    """One that was could not be sent, and nobody would hear what it says."""
    by, reads, to = ends(kind)
    said = write(wing_of(by), fullest()[kind], Place(5), NOW, to)
    found = judge(reader_of(reads), close(said, wing_of(by), by.key), {}, NOW)
    assert isinstance(found, Taken)
    assert found.letter.body == fullest()[kind]
