"""Letters of a wing: each good one counts once; whatever else comes counts never."""

import shutil
import subprocess
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.seal import Trusted, allowed_line, seal
from pod.wing.intake import Mark, Refusal, Taken, judge
from pod.wing.kinds import KINDS, Acknowledged, Status
from pod.wing.letter import (
    BIGGEST,
    Place,
    Sealed,
    Stream,
    close,
    hash_of,
    name_of,
    parsed,
    write,
)
from tests.wing.members import (
    CONSOLE,
    FREE,
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

READER = reader_of(CONSOLE)
ROW = Stream("pod01", "status")


def sent(body=FREE, number=1, **how):
    """Return a letter as it lies in the folder."""
    by, previous = how.get("by", POD1), how.get("previous", "")
    known = wing_of(by, how.get("wing", "bwing"))
    place, now = Place(number, previous), how.get("now", NOW)
    return close(write(known, body, place, now, how.get("to", "")), known, by.key)


def resealed(letter, by=POD1, name=None):
    """Return any inside sealed and signed by a member, under any name."""
    content = seal(msgspec.json.encode(letter), (CONSOLE.member.recipient,))
    name = name or name_of(letter.stream, letter.number)
    return Sealed(name, content, by.key.sign(content))


def why(file, marks=None, now=NOW, reader=READER):
    refused = judge(reader, file, marks or {}, now)
    assert isinstance(refused, Refusal), refused
    return refused.reason


def marked(file):
    """Return the marks of somebody who has taken this one."""
    taken = judge(READER, file, {}, NOW)
    assert isinstance(taken, Taken), taken
    return {taken.mark.stream: taken.mark}


def test_a_good_letter_is_taken_and_moves_its_row_on():
    file = sent(HELP, 7)
    taken = judge(READER, file, {}, NOW)
    assert taken.letter.body == HELP
    assert taken.mark == Mark(ROW, 7, hash_of(file.content))


def test_the_next_one_follows_from_it_and_a_gap_is_no_harm():
    first = sent(number=1)
    marks = marked(first)
    following = sent(number=2, previous=hash_of(first.content))
    assert isinstance(judge(READER, following, marks, NOW), Taken)
    assert isinstance(judge(READER, sent(number=9), marks, NOW), Taken)


def test_the_same_one_again_and_an_earlier_one_are_refused():
    marks = marked(sent(number=5))
    assert why(sent(number=5), marks) == "again"
    assert why(sent(number=4), marks) == "behind"


def test_one_that_follows_from_another_than_the_last_is_refused():
    marks = marked(sent(number=5))
    assert why(sent(number=6, previous="0" * 64), marks) == "forked"


def test_what_nobody_of_the_wing_sent_is_refused():
    assert why(sent(by=STRANGER)) == "unknown"
    false = changed(STRANGER.member, id="pod01")
    known = changed(wing_of(STRANGER), me=false)
    forged = close(write(known, FREE, Place(1), NOW), known, STRANGER.key)
    assert why(forged) == "altered"


def test_another_member_does_not_speak_for_a_pod():
    letter = write(wing_of(POD1), FREE, Place(1), NOW)
    assert why(resealed(letter, by=POD2)) == "altered"


def test_a_pod_does_not_say_what_only_a_console_says():
    letter = write(wing_of(POD2), Acknowledged(), Place(1), NOW)
    file = close(letter, wing_of(POD2), POD2.key)
    assert why(file, reader=reader_of(POD1)) == "not_theirs"


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_half_of_a_letter_is_refused_and_so_is_half_a_signature(cut):
    file = sent()
    assert why(Sealed(file.name, file.content[:cut], file.signature)) == "altered"
    assert why(Sealed(file.name, file.content, file.signature[:cut])) == "altered"


def test_what_is_too_long_is_refused_before_anything_is_opened():
    content = bytes(BIGGEST + 1)
    assert why(Sealed(sent().name, content, POD1.key.sign(content))) == "too_large"


def test_a_letter_for_another_wing_is_refused():
    assert why(sent(wing="cwing")) == "other_wing"


def test_a_letter_under_another_name_than_its_own_is_refused():
    file = sent(number=3)
    moved = Sealed(name_of(ROW, 4), file.content, file.signature)
    assert why(moved) == "misnamed"


def test_a_letter_whose_inside_is_of_another_kind_is_refused():
    letter = write(wing_of(POD1), NOT_SAFE, Place(1), NOW)
    assert why(resealed(changed(letter, stream=ROW))) == "misnamed"


def test_a_letter_that_no_key_here_opens_is_refused():
    content = seal(b"{}", (STRANGER.member.recipient,))
    file = Sealed(sent().name, content, POD1.key.sign(content))
    assert why(file) == "sealed"


@pytest.mark.parametrize("inside", [b"", b"\xff", b"[" * 9000, b'{"format": 2}'])
def test_nonsense_inside_is_refused(inside):
    content = seal(inside, (CONSOLE.member.recipient,))
    file = Sealed(sent().name, content, POD1.key.sign(content))
    assert why(file) == "malformed"


NEVER, FAR = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"
NEED = {"concern": "abc234", "kind": "not_safe", "raised_at": FAR}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("concern", {"type": "concern", "needs": [NEED | {"raised_at": NEVER}]}),
        ("concern", {"type": "concern", "needs": [NEED]}),
        ("concern", {"type": "concern", "needs": [NEED | {"first_name": "a\nb"}]}),
        ("status", {"type": "status", "state": "fault", "since_at": NEVER}),
    ],
)
def test_what_no_page_could_show_is_refused_though_its_sender_belongs(kind, body):
    """One row of a stolen pod's would stop the console's page of all who wait."""
    good = write(wing_of(POD1), FREE, Place(1), NOW)
    letter = changed(good, stream=Stream("pod01", kind))
    inside = msgspec.to_builtins(letter) | {"body": body}
    name = name_of(letter.stream, 1)
    content = seal(msgspec.json.encode(inside), (CONSOLE.member.recipient,))
    assert why(Sealed(name, content, POD1.key.sign(content))) == "malformed"


def test_a_clock_an_hour_wrong_is_told_by_its_direction():
    assert why(sent(now=NOW + timedelta(hours=1))) == "early"
    assert why(sent(now=NOW - timedelta(hours=1))) == "late"


def test_an_hour_does_not_hide_somebody_who_needs_help():
    for hours in (-1, 1):
        file = sent(NOT_SAFE, now=NOW + timedelta(hours=hours))
        assert isinstance(judge(READER, file, {}, NOW), Taken)


def test_who_needs_help_is_sealed_to_the_console_alone():
    file = sent(NOT_SAFE)
    assert why(file, reader=reader_of(POD2)) == "not_mine"
    assert b"Rhys" not in file.content


def test_what_is_for_one_pod_is_for_no_other():
    body = msgspec.convert({"type": "people"}, KINDS["people"].body)
    file = sent(body, by=CONSOLE, to="pod01")
    assert isinstance(judge(reader_of(POD1), file, {}, NOW), Taken)
    assert why(file, reader=reader_of(POD2)) == "not_mine"


@pytest.mark.parametrize(
    "name",
    [
        "pod01-1.podstatus",
        "pod01-000000000001.podstatus.part",
        "../pod01-000000000001.podstatus",
        "pod01-000000000001.podother",
        "POD01-000000000001.podstatus",
        "",
    ],
)
def test_another_name_is_no_letter(name):
    assert parsed(name) is None
    assert why(Sealed(name, b"", "")) == "name"


GOOD = [sent(Status(state="in_use", minutes=n), n) for n in range(1, 6)]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.sampled_from(["whole", "cut", "cut signature", "renamed"]),
            st.integers(1, 300),
        ),
        max_size=25,
    )
)
def test_no_order_or_damage_makes_a_number_count_twice_or_go_back(coming):
    """Whatever comes, in whatever order: accepted numbers only ever grow."""
    marks, accepted = {}, []
    for place, how, at in coming:
        found = judge(READER, _spoilt(GOOD[place], how, at), marks, NOW)
        if isinstance(found, Taken):
            assert how == "whole"
            assert found.letter.body.minutes == found.letter.number == place + 1
            accepted.append(found.letter.number)
            marks = {**marks, found.mark.stream: found.mark}
    assert accepted == sorted(set(accepted))
    last = judge(READER, sent(FREE, 99), marks, NOW)
    assert isinstance(last, Taken)


def _spoilt(file, how, at):
    match how:
        case "cut":
            at = at % len(file.content)
            return Sealed(file.name, file.content[:at], file.signature)
        case "cut signature":
            at = at % len(file.signature)
            return Sealed(file.name, file.content, file.signature[:at])
        case "renamed":
            return Sealed(name_of(ROW, 100 + at), file.content, file.signature)
    return file


MOMENTS = st.datetimes(
    NOW.replace(year=1900, tzinfo=None),
    NOW.replace(year=2999, tzinfo=None),
    timezones=st.just(NOW.tzinfo),
)
STATUSES = st.builds(
    Status,
    state=st.sampled_from(["free", "in_use", "paused", "help", "fault"]),
    minutes=st.none() | st.integers(0, 600),
    since_at=st.none() | MOMENTS,
    taken_on=st.booleans(),
    device=st.none() | st.sampled_from(["pulse", "buttons"]),
)


@given(STATUSES, st.integers(1, 10**11))
def test_every_status_comes_out_as_it_went_in(status, number):
    taken = judge(READER, sent(status, number), {}, NOW)
    assert taken.letter.body == status
    assert taken.letter.number == number


@given(st.binary(max_size=200), st.text(max_size=80))
def test_no_bytes_at_all_make_the_receiver_fall(untrusted, signature):
    assert why(Sealed(sent().name, untrusted, signature)) == "altered"


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs OpenSSH")
def test_openssh_says_who_signed_a_letter(tmp_path):
    file = sent()
    allowed, signature = tmp_path / "allowed", tmp_path / "sig"
    allowed.write_text(allowed_line(Trusted("pod01", POD1.member.key)))
    signature.write_text(file.signature)
    words = ["-Y", "verify", "-f", allowed, "-I", "pod01", "-n", "training-pod"]
    told = subprocess.run(
        ["ssh-keygen", *words, "-s", signature],
        input=file.content,
        capture_output=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
