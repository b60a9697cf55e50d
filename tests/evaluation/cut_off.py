"""Imports a folder of research rows, and is killed at the n-th thing it asks.

python -m tests.evaluation.cut_off FOLDER KEYS N
"""

import os
import signal
import sys
from pathlib import Path

import msgspec

from pod.bundle.pack import Opener
from pod.evaluation import intake
from pod.evaluation.catalogue import Catalogue
from tests.export.makers import clock


def main(folder, given, number):
    """Import what lies in the folder's inbox, some bundles at a time."""
    intake.AT_ONCE, intake.unpacked = 3, by_threes(intake.unpacked)
    catalogue, left = Catalogue(folder / "catalogue.duckdb"), number
    ask = catalogue.ask

    def dying(question, *values):
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return ask(question, *values)

    catalogue.ask = dying
    paths = intake.bundles_in([folder / "inbox"])
    for _ in intake.take_in(paths, given, catalogue, clock()):
        pass
    catalogue.close()


def by_threes(unpacked):
    """Open three bundles at a time, so that several transactions follow."""

    def some(paths, work):
        for at in range(0, len(paths), 3):
            yield from unpacked(paths[at : at + 3], work)

    return some


if __name__ == "__main__":
    where, opener, at = sys.argv[1:]
    main(
        Path(where),
        msgspec.json.decode(Path(opener).read_bytes(), type=Opener),
        int(at),
    )
