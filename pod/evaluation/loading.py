"""Loads believed bundles: many in one transaction, each by itself whole or not at all.

A span of bundles that have nothing to do with one another is written at once. Where
they have, it is halved until they have not, or one bundle is left; so the outcome is
that of one bundle after another.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from pod.errors import PartRefused, Trouble
from pod.evaluation.arriving import Bundles, told_of
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.sieve import Sieve
from pod.evaluation.staging import stage
from pod.evaluation.unpacking import Batch
from pod.evaluation.writing import Loaded, Writer

Became: TypeAlias = Loaded | Trouble | None
"""Loaded, or why not; None where it is here already."""


class Loader:
    """Writes bundles into a catalogue, and knows which are here."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._bundles = Bundles(catalogue.arrived())

    def load(self, batch: Batch, at: datetime) -> Mapping[int, Became]:
        """Load what is believed of a batch; say what became of each, by its place.

        It is one transaction: cut off, all of it is as if it had never come.
        """
        writer = Writer(self._catalogue, self._bundles, batch, at)
        with self._catalogue.transaction():
            staged, refused = stage(self._catalogue, batch)
            sieve = Sieve(self._catalogue, staged)
            spans = _Spans(self._bundles, batch, sieve, writer)
            spans.load(refused)
        return {**refused, **writer.became}


class _Spans:
    """Halves a batch into spans that can be written at once."""

    def __init__(
        self, bundles: Bundles, batch: Batch, sieve: Sieve, writer: Writer
    ) -> None:
        self._bundles, self._coming = bundles, batch.coming
        self._sieve, self._writer = sieve, writer

    def load(self, refused: dict[int, PartRefused]) -> None:
        """Load all that is not in `refused`, and add to it what has to wait."""
        self._refused = refused
        self._span(0, len(self._coming))

    def _span(self, first: int, end: int) -> None:
        """Load the bundles from the first until before the end."""
        some = [n for n in range(first, end) if self._waits(n)]
        if len(some) == 1:
            self._one(some[0])
        elif some and not self._together(some):
            middle = some[len(some) // 2]
            self._span(first, middle)
            self._span(middle, end)

    def _waits(self, place: int) -> bool:
        return self._coming[place].told is not None and place not in self._refused

    def _one(self, place: int) -> None:
        """Load one bundle, or say why not."""
        try:
            fits = self._fits(place)
        except PartRefused as trouble:
            self._refused[place] = trouble
            return
        if fits:
            self._writer.write([place], self._sieve)

    def _fits(self, place: int) -> bool:
        """Sieve one bundle; tell whether it is new, PartRefused if it has to wait."""
        one = self._coming[place]
        if not self._bundles.is_new(one):
            return False
        if not self._sieve.part(place, place) and self._bundles.misses_earlier(one):
            raise PartRefused(
                "It tells of somebody who never came; import earlier bundles first"
            )
        return True

    def _together(self, some: Sequence[int]) -> bool:
        """Load bundles at once if they have nothing to do with one another."""
        first, last = some[0], some[-1]
        if not (self._all_new(some) and self._sieve.apart(first, last)):
            return False
        if not self._sieve.part(first, last):
            return False
        self._writer.write(some, self._sieve)
        return True

    def _all_new(self, some: Sequence[int]) -> bool:
        several = [self._coming[place] for place in some]
        headings = [told_of(one).manifest.heading for one in several]
        ids = {one.bundle for one in headings}
        places = {(one.pod, one.sequence) for one in headings}
        if not len(ids) == len(places) == len(some):
            return False
        try:
            return all(self._bundles.is_new(one) for one in several)
        except PartRefused:
            return False
