"""XID 1 and 2 against bytes written down from the protocol tables alone.

Whoever wrote this had the tables of commands and answers and nothing else: every byte
that goes either way stands here as the tables give it, and what the driver makes of it.
"""

import pytest

from pod.hardware.driver import driver_named
from pod.hardware.faults import Faults
from pod.hardware.mimic import Down
from pod.values import Press, seeded

XID1, XID2 = "cedrus_xid1", "cedrus_xid"
MAJOR = {XID1: b"1", XID2: b"2"}
ASKED = {XID1: bytes.fromhex("65 33"), XID2: bytes.fromhex("5F 65 35")}
"""What the query of the timer is called, and what its answer begins with."""
A_SECOND_MS = 1000.0


def bytes_of(text):
    return bytes.fromhex(text)


def told(event):
    """Return a press's button, or what the light did."""
    if isinstance(event, Press):
        return event.button
    return "light" if event.on else "dark"


class FarSide:
    """Plays the pad by the tables; its base timer and its presses' are given by hand.

    It remembers what it was asked, and answers each command of the tables with the
    bytes that stand there.
    """

    def __init__(self, name, seed=1):
        driver = driver_named(name)
        self.name = name
        self.pad = driver.device(driver.read_profile(), 0.0, seeded(seed))
        self.now_ms = 0.0
        self.zero_ms = -5000.0
        self.asked = []
        self.events = []

    def timer(self):
        return int(self.now_ms - self.zero_ms).to_bytes(4, "little")

    def answers(self, said):
        """Return what the tables say that the pad says to this."""
        table = {
            b"_c1": b"_xid0",
            b"_d1": b"Cedrus RB pad\x0d",
            b"_d2": b"2",
            b"_d3": b"2",
            b"_d4": MAJOR[self.name],
            b"_d5": b"3",
        }
        if said in table:
            return table[said]
        if said.startswith(b"e1e5"):
            self.zero_ms = self.now_ms
        asks = said.endswith(ASKED[self.name])
        return ASKED[self.name] + self.timer() if asks else b""

    def hear(self, data):
        self.events += self.pad.feed(data, self.now_ms)

    def live(self, ms):
        """Let time pass in steps of one millisecond; the pad answers at once."""
        for _ in range(int(ms)):
            while self.now_ms >= self.pad.next_due_ms:
                said = self.pad.due(self.now_ms)
                if not said:
                    self.hear(b"")
                    break
                self.asked.append(said)
                self.hear(self.answers(said))
            self.now_ms += 1.0


@pytest.fixture(params=[XID1, XID2])
def far(request):
    return FarSide(request.param)


def test_it_asks_what_the_tables_offer_and_takes_the_answers(far):
    far.live(A_SECOND_MS)
    assert far.asked[:6] == [b"_c1", b"_d1", b"_d2", b"_d3", b"_d4", b"_d5"]
    assert far.pad.state == "ready"
    major = MAJOR[far.name].decode()
    assert far.pad.health.identity == f"Cedrus RB pad, firmware {major}.3"


def test_a_pad_of_the_other_generation_is_named_by_its_firmware(far):
    far.name = XID1 if far.name == XID2 else XID2
    far.live(A_SECOND_MS)
    assert far.pad.state == "wrong"
    assert f"answers as 2 2 {MAJOR[far.name].decode()};" in far.pad.health.why


def test_an_xid_2_pad_is_asked_for_its_only_timer():
    far = FarSide(XID2)
    far.live(A_SECOND_MS)
    assert set(far.asked[6:]) == {bytes_of("5F 65 35")}


def test_an_xid_1_pad_is_greeted_once_and_both_timers_are_set_together():
    far = FarSide(XID1)
    far.live(2 * A_SECOND_MS)
    assert far.asked[6] == bytes_of("61 31 30")
    assert far.asked[7] == bytes_of("65 31 65 35 65 33")
    assert set(far.asked[8:]) == {bytes_of("65 33")}


def test_the_published_press_and_release_of_key_3_are_one_press(far):
    far.zero_ms = 0.0
    far.live(600)
    far.live(1234 - (far.now_ms - far.zero_ms))
    far.hear(bytes_of("6B 70 D2 04 00 00"))
    far.live(100)
    far.hear(bytes_of("6B 60 36 05 00 00"))
    (press,) = far.events
    assert (press.button, press.device_ms) == ("next", 1234)
    assert far.pad.health.junk == 0


@pytest.mark.parametrize(
    ("edge", "meant"),
    [
        ("30", "left"),
        ("50", "hear"),
        ("70", "next"),
        ("90", "choose"),
        ("B0", "next"),
        ("D0", "stop"),
        ("F0", "right"),
        ("10", None),
        ("20", None),
        ("31", None),
        ("22", "dark"),
        ("32", "light"),
    ],
    ids=str,
)
def test_each_edge_of_the_table_is_what_stands_under_it(far, edge, meant):
    """Bits 5-7 are the key, bit 4 is the press, bits 0-3 the port: 0 keys, 2 light."""
    far.live(3 * A_SECOND_MS)
    far.hear(bytes_of(f"6B {edge}") + far.timer())
    assert list(map(told, far.events)) == ([meant] if meant else [])


def test_a_press_is_timed_by_the_stamp_in_its_last_four_bytes(far):
    far.live(4 * A_SECOND_MS)
    stamp, true_ms = far.timer(), far.now_ms
    far.live(40)
    far.hear(bytes_of("6B 90") + stamp)
    (press,) = far.events
    assert press.timed_by == "device"
    assert abs(press.at_ms - true_ms) <= press.uncertainty_ms < 2
    assert press.device_ms == int.from_bytes(stamp, "little")
    assert press.arrival_ms == far.now_ms


@pytest.mark.parametrize("edge", ["74", "78", "7C"])
def test_an_edge_with_bit_2_or_3_set_is_none(far, edge):
    far.live(4 * A_SECOND_MS)
    far.hear(bytes_of(f"6B {edge}") + far.timer())
    assert far.events == []
    assert far.pad.health.junk > 0


def test_the_published_timer_answer_is_read():
    far = FarSide(XID2)
    far.timer = lambda: bytes_of("2E 16 00 00")
    while bytes_of("5F 65 35") not in far.asked:
        asked_ms = far.now_ms
        far.live(1)
    assert far.pad.health.offset_ms == asked_ms - 5678


def test_a_timer_at_its_highest_goes_round_to_zero_and_presses_stay_timed():
    far = FarSide(XID2)
    far.zero_ms = -(2**32 - 5000.0)
    far.timer = lambda: (int(far.now_ms - far.zero_ms) % 2**32).to_bytes(4, "little")
    far.live(8 * A_SECOND_MS)
    far.hear(bytes_of("6B F0") + far.timer())
    (press,) = far.events
    assert press.timed_by == "device"
    assert abs(press.at_ms - far.now_ms) <= press.uncertainty_ms


def test_a_stimtracker_s_frame_of_nine_bytes_is_no_press(far):
    far.live(4 * A_SECOND_MS)
    far.hear(bytes_of("6F 4B 02 31 D2 04 00 00 00"))
    assert far.events == []
    assert far.pad.health.junk == 9


@pytest.mark.parametrize("name", [XID1, XID2])
def test_the_simulator_answers_the_round_trip_test_of_the_tables(name):
    driver = driver_named(name)
    pad = driver.mimic(driver.read_profile(), Faults(), 0.0, seeded(1))
    assert pad.hear(b"e4", 0.0) == b"X"
    assert pad.hear(b"X", 300.0) == bytes_of("50 54 2C 01")
    assert pad.hear(b"X", 400.0) == b""


def test_the_simulators_timers_are_those_of_the_tables():
    one, two = (driver_named(name) for name in (XID1, XID2))
    faults = Faults(drift=0, uptime=0)
    old = one.mimic(one.read_profile(), faults, 0.0, seeded(1))
    new = two.mimic(two.read_profile(), faults, 0.0, seeded(1))
    assert old.hear(b"e3", 5678.0) == bytes_of("65 33 2E 16 00 00")
    assert new.hear(b"_e5", 5678.0) == bytes_of("5F 65 35 2E 16 00 00")
    assert old.hear(b"e1e3", 6000.0) == bytes_of("65 33 00 00 00 00")
    assert new.hear(b"e5_e5", 6000.0) == bytes_of("5F 65 35 00 00 00 00")
    old.hear(b"e5", 7000.0)
    assert old.do(Down("next"), 8234.0) == bytes_of("6B 70 D2 04 00 00")
    assert new.do(Down("next"), 7234.0) == bytes_of("6B 70 D2 04 00 00")
    assert (old.hear(b"_e5", 8300.0), new.hear(b"e3", 8300.0)) == (b"", b"")
