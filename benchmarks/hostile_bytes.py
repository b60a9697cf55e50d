"""Ten million hostile bytes through each codec: nothing raises, nothing grows.

An exception would end the run.

Each codec is fed noise and what its own device says, with bits flipped, bytes lost, put
in and repeated, cut anywhere. Then it is fed a whole conversation: it must find every
frame of it but for the few that the noise's last bytes can hide. The floor beside is
the same bytes merely looked at one by one.
"""

import time
from collections.abc import Sequence
from typing import NamedTuple

import click
from figures import counted
from heard import found_again, made_worse, said_by

from pod.hardware.driver import AnyDriver, drivers
from pod.values import seeded

MANY, QUICK = 10_000_000, 100_000
HOLDS_MOST = 1024
HIDDEN_MOST = 30
"""Frames that the end of the noise may hide: one packet of the longest kind."""


class Fed(NamedTuple):
    """What came of it."""

    seconds: float
    held: int
    hidden: int


def feed(driver: AnyDriver, many: int) -> Fed:
    """Feed a codec `many` hostile bytes, then a whole conversation."""
    said = said_by(driver)
    codec = driver.codec_for()
    rng = seeded(driver.name)
    held = 0
    began = time.monotonic()
    for piece in made_worse(said, rng, many):
        codec.feed(piece)
        held = max(held, codec.holding)
    seconds = time.monotonic() - began
    clean = driver.codec_for().feed(said)
    after = codec.feed(said)
    return Fed(seconds, held, len(clean) - found_again(clean, after))


def look_at(many: int) -> float:
    """Return how long it takes to look at as many bytes one by one, s."""
    began, seen = time.monotonic(), 0
    for byte in bytes(many):
        seen += byte
    return time.monotonic() - began


def lines_of(driver: AnyDriver, many: int, floor_s: float) -> Sequence[str]:
    """Return a codec's figures."""
    fed, name = feed(driver, many), driver.name
    floor = round(many / 1e6 / floor_s, 1)
    beside = {"name": "bytes looked at one by one", "median": floor, "p99": floor}
    rate = many / 1e6 / fed.seconds
    return [
        counted(f"{name}: held", "bytes", fed.held, ("most", HOLDS_MOST), None),
        counted(f"{name}: hidden", "frames", fed.hidden, ("most", HIDDEN_MOST), None),
        counted(f"{name}: rate", "MB/s", rate, ("least", 0), beside),
    ]


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s: 100,000 bytes each.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    many = QUICK if quick else MANY
    floor_s = look_at(many)
    for driver in drivers().values():
        if driver.codec is not None:
            for told in lines_of(driver, many, floor_s):
                click.echo(told)


if __name__ == "__main__":
    main()
