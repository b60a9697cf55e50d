"""The sealed staff-key reader: its key first, then staff's, and nothing in between."""

import json
import logging
from secrets import token_bytes

import pytest
from crccheck.crc import Crc16SpiFujitsu

from pod.events import Asked, Back, Lost, Secret, StaffKey, Tamper
from pod.hardware.driver import driver_named
from pod.hardware.mimic import Held, Switched
from pod.hardware.osdp_reader.keys import PUBLIC, weakness
from pod.hardware.osdp_reader.library import Channel, libc, osdp_sys
from pod.hardware.osdp_reader.session import Session
from pod.hardware.osdp_reader.simulator import IDENTITY, card
from pod.values import seeded

NAME, KIND = "osdp_reader", "staff_reader"
BITS = "00010010001101001010101111"
KEY = Secret(token_bytes(16))
IDENTIFIED = bytes.fromhex("53801400044556341201010403020101020323be")
CHALLENGED = bytes.fromhex(
    "53802b000e03120176563401000403020147"
    "8d7aa05d83f3eaea0a1be29d5ea29c12e3ea262d2a4af84666"
)
"""Whole answers of a peripheral, as libosdp once wrote them."""


@pytest.fixture
def reader(lay):
    """Return a function that lays a bench whose reader is known, for good or ill."""

    def lay_sealed(**faults):
        bench = lay(NAME, **faults)
        until(lambda: bench.reader.health.state in ("ready", "wrong"), bench)
        return bench

    return lay_sealed


def until(holds, bench):
    """Let real time pass until something holds."""
    for _ in range(250):
        if holds():
            return
        bench.let_pass(20)
    raise AssertionError(bench.reader.health)


def hold(bench):
    """Hold a key to the reader and wait for it to arrive."""
    known = len(keys(bench))
    bench.device.do(Held(BITS))
    until(lambda: len(keys(bench)) > known, bench)


def keys(bench):
    return [event.key for event in bench.of(StaffKey)]


def a_device(key=KEY):
    driver = driver_named(NAME)
    device = driver.device(driver.read_profile(), 0.0, seeded(1))
    if key is not None:
        device.order(key)
    return device


def first_words(device, now_ms=1.0):
    """Return what it says before the reader has answered."""
    device.due(now_ms)
    device.feed(b"", now_ms)
    return device.due(now_ms)


class Peripheral:
    """libosdp's own peripheral in the open, as the published vectors are."""

    def __init__(self):
        self.channel = Channel()
        self.device = osdp_sys.PeripheralDevice(
            {
                "name": "open",
                "address": 0,
                "flags": 0,
                "scbk": KEY.key,
                "channel": self.channel,
                **IDENTITY,
            },
            capabilities=[],
        )

    def answer(self, said):
        self.channel.hear(said)
        self.device.refresh()
        return self.channel.take()


def poll(sequence):
    head = bytes((0x53, 0, 8, 0, 4 | sequence, 0x60))
    return head + Crc16SpiFujitsu.calc(head).to_bytes(2, "little")


def test_the_published_vectors_are_what_libosdp_writes():
    one = Peripheral()
    assert Crc16SpiFujitsu.calc(b"123456789") == 0xE5CC
    assert poll(0) == bytes.fromhex("53 00 08 00 04 60 EB AA")
    assert one.answer(poll(0)) == bytes.fromhex("53 80 08 00 04 40 59 AC")
    raw = card(BITS) | {"format": osdp_sys.CARD_FMT_RAW_WIEGAND}
    one.device.submit_event(raw | {"data": bytes.fromhex("12 34 AB C0")})
    said = bytes.fromhex("53 80 10 00 05 50 00 01 1A 00 12 34 AB C0 C3 95")
    assert one.answer(poll(1)) == said
    status = {"type": osdp_sys.STATUS_REPORT_LOCAL, "report": b"\x01\x00"}
    one.device.submit_event({"event": osdp_sys.EVENT_STATUS, **status})
    assert one.answer(poll(2)) == bytes.fromhex("53 80 0A 00 06 48 01 00 77 6F")


def test_what_the_panel_says_first_has_the_published_shape_and_checksum():
    said = first_words(a_device()).removeprefix(b"\xff")
    assert said[:6] == bytes.fromhex("53 00 09 00 04 61")
    assert Crc16SpiFujitsu.calc(said[:-2]).to_bytes(2, "little") == said[-2:]


def test_a_key_held_to_it_arrives_sealed_with_all_its_bits(reader):
    bench = reader()
    hold(bench)
    (key,) = bench.of(StaffKey)
    assert (key.key, key.secure, key.timed_by) == (BITS, True, "arrival")
    assert bench.news == [Back(NAME, KIND)]
    told = [json.loads(line) for line in bench.truth.read_text().splitlines()]
    assert [one["what"] for one in told] == [f"key {BITS}"]
    assert told[0]["at_ms"] <= key.at_ms < told[0]["at_ms"] + 200


def test_who_it_is_and_that_it_is_sealed_is_told(reader):
    health = reader().reader.health
    assert "maker 5350ec, model 2.1" in health.identity
    assert "firmware 1.2.3" in health.identity
    assert health.more == {"secure": True, "tampered": False, "resumed": 0}


def test_without_its_key_it_waits_and_says_so_and_writes_nothing():
    device = a_device(None)
    device.feed(b"\x53\x80", 5.0)
    assert (device.state, device.due(10.0)) == ("asking", b"")
    assert "waits for its key" in device.health.why
    assert device.health.do
    assert device.next_due_ms == float("inf")


def test_a_key_that_comes_late_is_not_yet_silence():
    device = a_device(None)
    device.feed(b"", 1.0)
    device.order(KEY)
    assert first_words(device, 60_000.0)
    assert device.state == "asking"


def test_the_key_is_kept_over_a_pulled_cable(reader):
    bench = reader()
    bench.device.hang_up()
    bench.let_pass(100)
    bench.device.plug_in()
    until(lambda: len(bench.news) == 3, bench)
    hold(bench)
    assert bench.news == [Back(NAME, KIND), Lost(NAME, KIND), Back(NAME, KIND)]
    assert keys(bench) == [BITS]


def test_another_key_is_refused_with_a_sentence(reader):
    bench = reader(wrong=True)
    bench.device.do(Held(BITS))
    bench.let_pass(300)
    (lost,) = bench.of(Lost)
    assert bench.reader.health.state == "wrong"
    assert "another one, or is still in install mode" in lost.say
    assert "on the bench" in lost.do
    assert not keys(bench)


def test_a_reader_left_in_install_mode_is_refused_with_a_sentence(reader):
    bench = reader(quirk="install")
    bench.let_pass(50)
    (lost,) = bench.of(Lost)
    assert "install mode" in lost.say
    assert not bench.of(Back)


def test_the_right_key_after_a_wrong_one_is_taken(reader):
    bench = reader()
    bench.reader.order(Secret(token_bytes(16)))
    until(lambda: bench.reader.health.state == "wrong", bench)
    profile = driver_named(NAME).read_profile()
    bench.reader.order(Secret(bytes.fromhex(profile.demo_key)))
    until(lambda: len(bench.news) == 3, bench)
    assert bench.news == [Back(NAME, KIND), Lost(NAME, KIND), Back(NAME, KIND)]


def test_the_published_key_and_keys_with_a_pattern_are_refused():
    assert PUBLIC == b"0123456789:;<=>?"
    for key, why in (
        (PUBLIC, "install mode"),
        (bytes(16), "guess"),
        (b"ab" * 8, "guess"),
    ):
        device = a_device(Secret(key))
        assert device.state == "wrong"
        assert why in device.health.why
        assert "on the bench" in device.health.do
        assert device.due(1.0) == b""


def test_keys_that_were_drawn_by_chance_are_never_refused():
    assert not any(weakness(Secret(token_bytes(16))) for _ in range(100))


def test_a_key_is_never_told(reader, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    bench = reader(flip=0.002)
    bench.let_pass(500)
    profile = driver_named(NAME).read_profile()
    secret = Secret(bytes.fromhex(profile.demo_key))
    out, error = capfd.readouterr()
    said = [
        repr(secret),
        str(secret),
        repr(Asked(secret, NAME)),
        caplog.text,
        out,
        error,
    ]
    said += [repr(bench.reader.health), str(bench.events)]
    for text in said:
        assert profile.demo_key not in text.lower()
        assert repr(secret.key) not in text
    assert out == error == ""


def test_tampering_is_told_once_for_each_opening_and_never_taken_back(reader):
    bench = reader()
    switched = (("tamper", 1), ("power", 1), ("power", 0), ("tamper", 0), ("tamper", 1))
    for what, on in switched:
        bench.device.do(Switched(what, bool(on)))
        bench.let_pass(150)
    assert [event.causes for event in bench.of(Tamper)] == [("reader",), ("reader",)]
    assert bench.reader.health.more["tampered"] is True


def test_power_that_fails_at_the_reader_is_told(reader):
    bench = reader()
    bench.device.do(Switched("power", True))
    bench.let_pass(200)
    assert [event.causes for event in bench.of(Tamper)] == [("reader",)]


def test_a_reader_that_restarts_is_sealed_again_without_being_lost(reader):
    bench = reader()
    bench.device.reboot()
    until(lambda: bench.reader.health.more["resumed"] == 1, bench)
    hold(bench)
    assert bench.news == [Back(NAME, KIND)]
    assert keys(bench) == [BITS]


def test_a_reader_that_falls_silent_is_lost(reader):
    bench = reader()
    bench.device.stall(60_000)
    until(lambda: bench.of(Lost), bench)
    (lost,) = bench.of(Lost)
    assert "does not answer" in lost.say


def test_a_reader_that_answers_late_is_known_all_the_same(reader):
    bench = reader(quirk="late")
    hold(bench)
    assert bench.news == [Back(NAME, KIND)]
    assert keys(bench) == [BITS]


def test_bits_that_flip_on_the_line_never_make_another_key(reader):
    bench = reader(flip=0.005)
    for _ in range(8):
        bench.device.do(Held(BITS))
        bench.let_pass(200)
    assert set(keys(bench)) <= {BITS}
    assert bench.reader.health.more["resumed"] > 0


def test_arbitrary_bytes_neither_raise_nor_become_keys():
    rng, device = seeded(7), a_device()
    for number in range(1000):
        at_ms = number * 7.0
        assert not device.feed(rng.randbytes(rng.randrange(80)), at_ms)
        device.due(at_ms)
    assert device.state != "ready"


def test_ten_million_hostile_bytes_do_libosdp_no_harm():
    rng, device = seeded(11), a_device()
    whole = [Peripheral().answer(poll(0)), CHALLENGED, IDENTIFIED]
    fed = number = 0
    while fed < 10_000_000:
        piece = bytearray(rng.choice(whole) + rng.randbytes(rng.randrange(200)))
        piece[rng.randrange(len(piece))] ^= 1 << rng.randrange(8)
        fed, number = fed + len(piece), number + 1
        assert not device.feed(bytes(piece), number * 7.0)
        device.due(number * 7.0)


def test_a_channel_holds_no_more_than_its_measure():
    channel = Channel()
    for _ in range(100):
        channel.hear(bytes(100))
    assert len(channel.read(10_000)) == 512


def test_challenges_do_not_repeat_as_libosdps_own_would():
    """Played back answers would fit a challenge that was made before."""
    challenges = set()
    for _ in range(3):
        libc.srand(1)
        challenges.add(challenge())
    assert len(challenges) == 3


def challenge():
    """Return the panel's challenge to a peripheral that has its key."""
    one, session = Peripheral(), Session(0, KEY)
    for _ in range(100):
        session.step()
        said = session.take()
        if b"\x03\x11\x01\x76" in said:
            return said
        if said:
            session.hear(one.answer(said))
    raise AssertionError("it never challenged")
