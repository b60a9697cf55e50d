"""Power from a NUT server on this machine: mains, battery, low, and the truth of it."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.events import Back, Lost, Mains
from pod.hardware.driver import driver_named
from pod.hardware.mimic import Switched
from pod.hardware.nut.codec import LONGEST, Codec, Err, Get, Other, Var, encode
from pod.hardware.nut.device import supply
from pod.hardware.reader import Report
from pod.hardware.station import REPORT
from pod.values import seeded

NAME = "nut"
names = st.from_regex(r"[A-Za-z0-9_.-]{1,20}", fullmatch=True)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=40)
errors = st.sampled_from(["DATA-STALE", "UNKNOWN-UPS", "ACCESS-DENIED"]).map(Err)
lines = st.builds(Get, names, names) | st.builds(Var, names, names, texts) | errors


def states(bench):
    return [event.state for event in bench.of(Mains)]


def more(bench):
    return dict(bench.reader.health.more)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (b'VAR ups ups.status "OL CHRG"\n', Var("ups", "ups.status", "OL CHRG")),
        (b"GET VAR ups ups.status\n", Get("ups", "ups.status")),
        (
            b'VAR ups ups.model "a \\"b\\" \\\\ c"\n',
            Var("ups", "ups.model", 'a "b" \\ c'),
        ),
        (b"ERR UNKNOWN-UPS\n", Err("UNKNOWN-UPS")),
    ],
)
def test_the_protocols_lines_are_read_and_written(said, meant):
    assert Codec().feed(said) == [meant]
    assert encode(meant) == said


@given(st.lists(lines), st.lists(st.integers(0, 500)))
def test_lines_are_the_same_however_they_are_cut_up(said, cuts):
    whole = b"".join(map(encode, said))
    codec, heard = Codec(), []
    places = sorted({0, *(min(cut, len(whole)) for cut in cuts), len(whole)})
    for begin, end in pairwise(places):
        heard += codec.feed(whole[begin:end])
    assert heard == said


@given(st.lists(st.binary(max_size=400)))
def test_arbitrary_bytes_neither_raise_nor_pile_up(pieces):
    codec = Codec()
    for piece in pieces:
        codec.feed(piece)
        assert codec.holding <= LONGEST


@given(st.binary(max_size=2 * LONGEST), lines)
def test_a_line_after_junk_is_found(junk, line):
    assert Codec().feed(junk + b"\n" + encode(line))[-1] == line


def test_a_line_without_end_is_forgotten_and_counted_once():
    codec = Codec()
    for _ in range(100):
        assert codec.feed(bytes(100)) == []
    assert codec.holding == 0
    assert codec.feed(b"\n" + encode(Err("DATA-STALE"))) == [Other(), Err("DATA-STALE")]


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        ("OL", "mains"),
        ("OL CHRG", "mains"),
        ("OL RB LB", "mains"),
        ("OB DISCHRG", "battery"),
        ("OB DISCHRG LB", "low"),
        ("FSD OL", "low"),
        ("FSD OB LB", "low"),
        ("OFF", None),
        ("", None),
    ],
)
def test_the_words_of_the_status_mean(status, meant):
    assert supply(status) == meant


def test_it_is_told_once_at_the_start_and_then_on_each_change(lay):
    bench = lay(NAME)
    bench.let_pass(10_000)
    assert states(bench) == ["mains"]
    for name, on in (("mains", False), ("low", True), ("mains", True), ("low", False)):
        bench.device.do(Switched(name, on))
        bench.let_pass(2100)
    assert states(bench) == ["mains", "battery", "low", "mains"]
    assert all(event.timed_by == "arrival" for event in bench.of(Mains))


def test_a_shutdown_that_was_ordered_is_low(lay):
    bench = lay(NAME)
    bench.device.do(Switched("shutdown", True))
    bench.let_pass(3000)
    assert states(bench) == ["low"]


def test_charge_and_runtime_are_told(lay):
    bench = lay(NAME)
    bench.let_pass(3000)
    told = {"status": "OL CHRG", "battery.charge": 100.0, "battery.runtime": 1800.0}
    assert more(bench) == told
    assert "Simulated supply, called ups" in bench.reader.health.identity


def test_a_server_that_goes_is_lost_and_what_then_holds_is_told_anew(lay):
    bench = lay(NAME)
    bench.let_pass(3000)
    bench.device.hang_up()
    bench.let_pass(1000)
    bench.device.do(Switched("mains", False))
    bench.device.plug_in()
    bench.let_pass(5000)
    assert bench.news == [Back(NAME, "power"), Lost(NAME, "power"), Back(NAME, "power")]
    assert states(bench) == ["mains", "battery"]


def test_a_server_that_does_not_know_the_supply_is_told_with_the_remedy(lay):
    bench = lay(NAME, wrong=True)
    bench.let_pass(9000)
    (lost,) = bench.of(Lost)
    assert "UNKNOWN-UPS" in lost.say
    assert "nut.toml" in lost.do
    assert not bench.of(Back, Mains)


def test_a_supply_the_server_has_lost_is_told_and_so_is_one_found_again():
    profile = driver_named(NAME).read_profile()
    device = driver_named(NAME).device(profile, 0.0, seeded(1))
    told, now_ms = [], 0.0
    for said in (Var("ups", "ups.status", "OL"), Err("DATA-STALE")):
        while b"ups.status" not in device.due(now_ms):
            device.feed(encode(Err("VAR-NOT-SUPPORTED")), now_ms)
            now_ms = max(now_ms, device.next_due_ms)
        device.feed(encode(said), now_ms)
        told.append((device.state, "DATA-STALE" in device.health.why))
    now_ms = device.next_due_ms
    assert now_ms < float("inf")
    device.due(now_ms)
    device.feed(encode(Var("ups", "ups.status", "OL")), now_ms)
    assert told == [("ready", False), ("wrong", True)]
    assert device.state == "ready"


def test_a_supply_without_battery_measures_is_well(lay):
    bench = lay(NAME)
    profile = driver_named(NAME).read_profile()
    device = driver_named(NAME).device(profile, 0.0, seeded(1))
    device.due(0.0)
    device.feed(encode(Var("ups", "ups.status", "OL")), 1.0)
    for _ in range(3):
        device.due(1.0)
        device.feed(encode(Err("VAR-NOT-SUPPORTED")), 1.0)
    assert device.state == "ready"
    assert dict(device.health.more) == {"status": "OL"}
    assert bench.reader.path.startswith("tcp://127.0.0.1:")


def test_an_answer_about_another_supply_or_variable_is_not_believed():
    profile = driver_named(NAME).read_profile()
    device = driver_named(NAME).device(profile, 0.0, seeded(1))
    device.due(0.0)
    assert not device.feed(encode(Var("other", "ups.status", "OB LB")), 1.0)
    assert not device.feed(encode(Var("ups", "battery.charge", "OL")), 1.0)
    assert (device.state, device.health.junk) == ("asking", 2)


@pytest.mark.parametrize("said", ["nan", "inf", "-Infinity"])
def test_a_measure_that_is_no_number_does_not_spoil_the_readers_note(said):
    driver = driver_named(NAME)
    device = driver.device(driver.read_profile(), 0.0, seeded(1))
    for number, (name, value) in enumerate(
        (("ups.status", "OL"), ("battery.charge", said))
    ):
        assert device.due(number)
        device.feed(encode(Var("ups", name, value)), number)
    told = Report(driver=NAME, kind="power", title="", path="", health=device.health)
    assert REPORT.decode(msgspec.json.encode([told])) == (told,)
    assert device.health.more["battery.charge"] == said
