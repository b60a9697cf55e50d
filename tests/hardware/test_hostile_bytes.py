"""Whatever bytes a cable brings, no codec raises or grows; all are held to it."""

import pytest

from benchmarks.heard import found_again, made_worse, said_by
from pod.hardware.driver import drivers
from pod.values import seeded

HOLDS_MOST = 1024
FEW, HIDDEN_MOST = 5, 0.05
"""Frames that the last bytes of the noise may hide: a few, or a share of many."""
WITH_CODECS = {
    name: driver for name, driver in drivers().items() if driver.codec is not None
}


def feed(driver, many):
    """Feed a fresh codec hostile bytes, then a whole conversation; hold it to both."""
    said, rng, codec = said_by(driver), seeded(driver.name), driver.codec_for()
    for piece in made_worse(said, rng, many):
        codec.feed(piece)
        assert codec.holding <= HOLDS_MOST
    clean = driver.codec_for().feed(said)
    after = codec.feed(said)
    assert len(clean) > 10
    hidden = len(clean) - found_again(clean, after)
    assert hidden <= max(FEW, HIDDEN_MOST * len(clean))


def test_only_what_a_library_keeps_to_itself_has_no_codec():
    assert set(drivers()) - set(WITH_CODECS) == {"osdp_reader"}


@pytest.mark.parametrize("driver", WITH_CODECS.values(), ids=WITH_CODECS)
def test_a_hundred_thousand_hostile_bytes_do_no_harm(driver):
    feed(driver, 100_000)


@pytest.mark.proof
@pytest.mark.parametrize("driver", WITH_CODECS.values(), ids=WITH_CODECS)
def test_ten_million_hostile_bytes_do_no_harm(driver):
    feed(driver, 10_000_000)
