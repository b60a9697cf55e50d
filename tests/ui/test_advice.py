"""What staff can do about a fault is said in their language, for every fault."""

from typing import get_args

import pytest

from pod.core.device_notes import code_of
from pod.desk.staff import TroubleTile
from pod.events import DEVICE_KINDS, AdviceName, Lost
from pod.hardware.advice import Advice
from pod.hardware.driver import drivers
from pod.settings import LANGUAGES
from pod.storage.reunited import NAMES, _told
from pod.ui.common.words import read_text, sentences
from pod.ui.staff.notes import trouble
from pod.values import seeded
from tests.hardware.bench import Bench

ADVICE = [one for one in get_args(AdviceName) if one]
SILENT_MS = 15_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_each_advice_and_no_others(language):
    assert set(read_text(language).advice) == set(ADVICE)


def test_no_welsh_page_says_english_whatever_is_amiss_and_whatever_it_advises():
    text, ours = read_text("cy"), set(sentences(read_text("en")).values())
    for kind in DEVICE_KINDS:
        for advice in ["", *ADVICE]:
            tile = TroubleTile("Say.", "Do this.", code_of(kind), advice)
            said = trouble(text, tile)
            assert said.startswith(text.notices[code_of(kind)])
            assert not any(one in said for one in (tile.say, tile.do))
            assert not any(part.strip() + "." in ours for part in said.split("."))


@pytest.mark.parametrize("form", NAMES)
def test_a_store_that_was_restored_is_told_of_in_welsh_with_its_moment(form):
    tile = _told(form, "05.01.2026", "09:30")
    said = trouble(read_text("cy"), tile)
    assert "05.01.2026, 09:30 UTC" in said
    assert "damaged" not in said
    assert said != trouble(read_text("en"), tile)


def test_what_is_not_known_is_the_technicians_and_no_sentence_of_a_program():
    said = trouble(read_text("cy"), TroubleTile("Segfault at 0x0.", "Reboot."))
    assert said == read_text("cy").notices["other"]


@pytest.mark.parametrize("name", drivers())
def test_each_driver_advises_by_name_when_it_is_silent_or_another(name):
    """Cut off, answering nothing, and babbling: what is said has its name each time."""
    driver = drivers()[name]
    device = driver.device(driver.read_profile(), 0.0, seeded(1))
    rng, at_ms, told = seeded(5), 0.0, set()
    for _ in range(400):
        at_ms += 50.0
        if at_ms >= device.next_due_ms:
            device.due(at_ms)
        device.feed(rng.randbytes(8) if at_ms > SILENT_MS else b"", at_ms)
        told.add((device.health.do, device.health.advice))
    assert all(bool(do) == bool(advice) for do, advice in told)
    assert {advice for _, advice in told} <= set(get_args(AdviceName))


def test_a_sentence_of_a_driver_without_a_name_is_no_advice():
    with pytest.raises(ValueError, match="name"):
        Advice("", "Check its cable.")


def test_a_device_that_is_pulled_out_advises_by_name(tmp_path):
    bench = Bench(tmp_path, "cedrus_xid")
    bench.let_pass(4000)
    bench.device.close()
    bench.let_pass(2000)
    (lost,) = bench.of(Lost)
    assert lost.advice == "check_cable"
    assert lost.do
    bench.close()


def test_the_core_hands_its_name_on(inside):
    inside.core.take(Lost("nonin", "pulse", "Gone.", "Look.", "switch_on"))
    (tile,) = inside.core._behind.devices.troubles
    assert (tile.code, tile.advice) == ("pulse_lost", "switch_on")
