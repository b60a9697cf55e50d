"""Where the processor's time goes while something runs; not a benchmark of its own."""

import multiprocessing
import os
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

CORES = min(2, os.cpu_count() or 1)


def by_two(act: Callable[[Any], object], what: Sequence[Any]) -> float:
    """Return how many seconds it takes by as many processes as there are cores."""
    parts = [what[number::CORES] for number in range(CORES)]
    work = [multiprocessing.Process(target=act, args=(part,)) for part in parts]
    began = time.perf_counter()
    for one in work:
        one.start()
    for one in work:
        one.join()
    return time.perf_counter() - began


def processor_s() -> float:
    """Return the processor's seconds of this process and of those that it ended."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, both))


class Spent:
    """Counts processor seconds of this process and its threads, by part."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.whole = 0.0
        self._within = False

    @contextmanager
    def counting(self, parts: Mapping[str, tuple[Any, str]]) -> Iterator[None]:
        """Count while this lasts; `parts` are functions by where they are looked up."""
        before = {name: getattr(*place) for name, place in parts.items()}
        connect, began = duckdb.connect, time.process_time()
        for name, (owner, attribute) in parts.items():
            setattr(owner, attribute, self.timed(name, before[name]))
        duckdb.connect = lambda path: Engine(connect(path), self)  # type: ignore[assignment]
        try:
            yield
        finally:
            self.whole += time.process_time() - began
            duckdb.connect = connect
            for name, (owner, attribute) in parts.items():
                setattr(owner, attribute, before[name])

    def timed(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        """Return the same function, counted; a part inside another is that one's."""

        def counted(*args: object, **named: object) -> object:
            if self._within:
                return act(*args, **named)
            self._within, began = True, time.process_time()
            try:
                return act(*args, **named)
            finally:
                self._within = False
                self.seconds[name] += time.process_time() - began

        return counted


class Engine:
    """A connection of DuckDB whose every call is counted."""

    def __init__(self, db: duckdb.DuckDBPyConnection, spent: Spent) -> None:
        self._db, self._spent = db, spent

    def execute(self, *args: object) -> "Engine":
        """Do what is asked; the answer is fetched from what comes back."""
        self._spent.timed("DuckDB", self._db.execute)(*args)
        return self

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return self._spent.timed("DuckDB", getattr(self._db, name))
