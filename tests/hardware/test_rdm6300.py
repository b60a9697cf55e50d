"""Tag readers for development: one key a holding, whatever the line does to it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.events import Lost, StaffKey
from pod.hardware.driver import driver_named
from pod.hardware.mimic import Held
from pod.hardware.rdm6300.codec import LONG, Codec, Doubtful, Tag, encode
from pod.values import seeded

NAME = "rdm6300"
KEY = "67003B51C6"
PUBLISHED = bytes.fromhex("02 36 37 30 30 33 42 35 31 43 36 43 42 03")
tags = st.builds(
    Tag, st.binary(min_size=5, max_size=5).map(lambda five: five.hex().upper())
)
rules = st.sampled_from(["xor", "sum"])


@pytest.fixture
def reader(lay):
    """Return a function that lays a bench whose reader has opened the port."""

    def lay_open(**faults):
        bench = lay(NAME, **faults)
        bench.let_pass(100)
        return bench

    return lay_open


def keys(bench):
    return [event.key for event in bench.of(StaffKey)]


def test_the_published_vector_is_read_and_written():
    assert Codec("xor").feed(PUBLISHED) == [Tag(KEY)]
    assert encode(Tag(KEY), "xor") == PUBLISHED
    assert int(KEY[2:], 16) == 3887558


def test_the_long_frame_of_the_other_readers_is_read_and_written():
    said = PUBLISHED[:-1] + b"\r\n\x03"
    assert Codec("xor").feed(said) == [Tag(KEY)]
    assert encode(Tag(KEY), "xor", long=True) == said


def test_the_published_sample_with_an_additive_checksum_is_right_by_that_rule_only():
    said = b"\x022E00AF0EC9B4\x03"
    assert Codec("sum").feed(said) == [Tag("2E00AF0EC9")]
    assert Codec("xor").feed(said) == [Doubtful(True)]


@given(st.lists(st.tuples(tags, st.booleans())), st.lists(st.integers(0, 200)), rules)
def test_frames_are_the_same_however_they_are_cut_up(said, cuts, rule):
    whole = b"".join(encode(tag, rule, long=long) for tag, long in said)
    codec, heard = Codec(rule), []
    places = sorted({0, *(min(cut, len(whole)) for cut in cuts), len(whole)})
    for begin, end in pairwise(places):
        heard += codec.feed(whole[begin:end])
    assert heard == [tag for tag, _ in said]


@given(st.lists(st.binary(max_size=60)), rules)
def test_arbitrary_bytes_neither_raise_nor_pile_up(pieces, rule):
    codec = Codec(rule)
    for piece in pieces:
        codec.feed(piece)
        assert codec.holding < LONG
    codec.give_up()
    assert codec.holding == 0


@given(st.binary(max_size=299), rules, st.booleans())
def test_a_tag_right_behind_junk_is_found(junk, rule, long):
    codec = Codec(rule)
    assert codec.feed(junk + encode(Tag(KEY), rule, long=long))[-1] == Tag(KEY)


@given(tags, st.integers(0, 8 * LONG - 1), rules, st.booleans())
def test_a_flipped_bit_never_makes_another_tag(tag, bit, rule, long):
    said = bytearray(encode(tag, rule, long=long))
    said[bit // 8 % len(said)] ^= 1 << bit % 8
    codec = Codec(rule)
    heard = [*codec.feed(bytes(said)), *codec.give_up()]
    assert not [frame for frame in heard if isinstance(frame, Tag) and frame != tag]


def test_a_tag_that_stays_is_one_key_and_held_again_another(reader):
    bench = reader()
    for _ in range(2):
        bench.device.do(Held(KEY))
        bench.let_pass(2000)
    assert keys(bench) == [KEY, KEY]
    assert not any(key.secure for key in bench.of(StaffKey))
    assert all(key.timed_by == "arrival" for key in bench.of(StaffKey))
    assert bench.device.sent > 2 * 5 * len(PUBLISHED)


def test_another_tag_is_told_at_once(reader):
    bench = reader()
    for key in (KEY, "0000000001", KEY):
        bench.device.do(Held(key))
        bench.let_pass(100)
    assert keys(bench) == [KEY, "0000000001", KEY]


def test_a_reader_that_speaks_once_a_holding_is_heard(reader):
    bench = reader(quirk="once")
    bench.device.do(Held(KEY))
    bench.let_pass(2000)
    assert keys(bench) == [KEY]
    assert bench.device.sent == LONG


def test_a_torn_frame_costs_one_repetition(reader):
    bench = reader(quirk="torn")
    bench.device.do(Held(KEY))
    bench.let_pass(2000)
    assert keys(bench) == [KEY]
    assert bench.reader.health.junk > 0


def test_a_torn_frame_is_not_awaited_for_ever():
    profile = driver_named(NAME).read_profile()
    device = driver_named(NAME).device(profile, 0.0, seeded(1))
    device.feed(PUBLISHED[:6], 1000.0)
    assert device.next_due_ms == 1000.0 + profile.stale_ms
    device.feed(b"", device.next_due_ms)
    assert device.next_due_ms == float("inf")
    assert device.health.junk == 6


def test_checksums_by_the_other_rule_are_told_with_the_remedy(reader):
    bench = reader(quirk="additive")
    bench.device.do(Held(KEY))
    bench.let_pass(2000)
    (lost,) = bench.of(Lost)
    assert keys(bench) == []
    assert "checksum" in lost.say
    assert "rdm6300.toml" in lost.do


def test_it_says_that_it_is_for_development_only(reader):
    bench = reader()
    assert "development only" in driver_named(NAME).read_profile().title
    assert "development only" in bench.reader.health.identity
    assert bench.reader.health.more["secure"] is False


@pytest.mark.parametrize("bad", [{"split": True}, {"jitter": 5.0}, {"junk": 5}])
def test_a_bad_line_changes_nothing(reader, bad):
    bench = reader(**bad)
    bench.device.do(Held(KEY))
    bench.let_pass(2000)
    assert keys(bench) == [KEY]


def test_a_stream_of_something_else_is_another_device_until_a_tag_is_read():
    driver = driver_named(NAME)
    reader = driver.device(driver.read_profile(), 0.0, seeded(1))
    for number in range(13):
        reader.feed(b"\x80\x40\x00\x00\xc0", 1000.0 + 13 * number)
    assert reader.state == "wrong"
    assert "no such reader" in reader.health.why
    assert "pod.toml" in reader.health.do
    assert [one.key for one in reader.feed(PUBLISHED, 3000.0)] == [KEY]
    assert reader.state == "ready"
