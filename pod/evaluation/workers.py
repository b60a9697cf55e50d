"""Several processes that open bundles; one where there are few, for starting costs.

The workers are started anew, never forked, so it is the same on every system. What they
hand over comes in the order in which it was asked for.
"""

import os
import signal
import sys
from collections import deque
from collections.abc import Collection, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from pod.bundle.pack import Opener
from pod.evaluation.revoked import Revoked
from pod.evaluation.unpacking import BIGGEST, Batch, Unpacker

FEW = 20
"""So many bundles are opened here: starting others would take longer."""
AT_ONCE, BYTES_AT_ONCE = 32, 8 * 1024 * 1024
"""So many bundles, or bytes of them, are one step of a worker."""
AHEAD = 3
"""So many steps a worker may be ahead of the writer."""


@dataclass(frozen=True)
class Work:
    """What every worker has to know; the same for all of them."""

    opener: Opener
    revoked: Sequence[Revoked]
    here: Collection[str]

    def unpacker(self) -> Unpacker:
        """Return what opens bundles so."""
        return Unpacker(self.opener, self.revoked, self.here)


def unpacked(
    paths: Sequence[Path], work: Work, workers: int | None = None
) -> Generator[Batch, None, None]:
    """Open these files, some at a time, and give them in their order.

    A worker that dies is made up for here: nothing is lost and nothing comes twice.
    """
    steps, unpacker = deque(_steps(paths)), work.unpacker()
    many = _cores() if workers is None else workers
    if len(paths) > FEW and many > 1:
        with suppress(BrokenProcessPool):
            yield from _by_others(steps, work, many)
    while steps:
        yield unpacker.unpack(steps.popleft())


def _by_others(steps: deque[Sequence[Path]], work: Work, many: int) -> Iterator[Batch]:
    """Let others do it; a step leaves `steps` once its batch is given."""
    context = get_context("spawn")
    pool = ProcessPoolExecutor(many, context, initializer=_begin, initargs=(work,))
    asked: deque[Future[Batch]] = deque()
    try:
        while steps:
            for step in islice(steps, len(asked), AHEAD * many):
                asked.append(pool.submit(_unpack, step))
            batch = asked.popleft().result()
            steps.popleft()
            yield batch
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _steps(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """Part the files into steps that are neither long nor large."""
    step, held = list[Path](), 0
    for path in paths:
        size = _size(path)
        if step and (len(step) == AT_ONCE or held + size > BYTES_AT_ONCE):
            yield step
            step, held = [], 0
        step.append(path)
        held += size
    if step:
        yield step


def _size(path: Path) -> int:
    try:
        return min(path.stat().st_size, BIGGEST)
    except OSError:
        return 0


def _cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_mine: list[Unpacker] = []


class _NoPandas(MetaPathFinder):
    """Finds no pandas: Arrow loads it at the first column that it makes.

    That takes a third of a second, and nothing that opens bundles needs it.
    """

    def find_spec(self, fullname: str, *_: object) -> None:
        """Let others look, but for pandas."""
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def without_pandas() -> None:
    """Keep pandas out of this process for good."""
    sys.meta_path.insert(0, _NoPandas())


def _begin(work: Work) -> None:
    """Make a worker ready; who began it is told of Ctrl-C, and says when to end."""
    without_pandas()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _mine[:] = [work.unpacker()]


def _end_with_parent() -> None:
    """End this process once the one that began it is gone: the keys are in it."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _unpack(paths: Sequence[Path]) -> Batch:
    return _mine[0].unpack(paths)
