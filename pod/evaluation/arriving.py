"""Which bundles are here, by their ids and by their numbers in the pods' series."""

from collections.abc import Iterable

from pod.errors import PartRefused
from pod.evaluation.checking import Told
from pod.evaluation.ledger import Arrived
from pod.evaluation.unpacking import Coming


class Bundles:
    """Knows which bundles are here, those too that were written just now."""

    def __init__(self, arrived: Iterable[Arrived]) -> None:
        self._ids: dict[str, str] = {}
        self._places: dict[str, set[int]] = {}
        for one in arrived:
            self._here(one.bundle, one.sha256, one.pod, one.sequence)

    def is_new(self, one: Coming) -> bool:
        """Tell whether a bundle is not here yet; PartRefused if another has its place.

        That is one with its id, or with its number in the pod's series.
        """
        heading = told_of(one).manifest.heading
        known = self._ids.get(heading.bundle)
        if known == one.sha256:
            return False
        if known is not None:
            raise PartRefused("A bundle with this id but other content is here already")
        if heading.sequence in self._places.get(heading.pod, ()):
            raise PartRefused("This pod sent another bundle with this number before")
        return True

    def misses_earlier(self, one: Coming) -> bool:
        """Tell whether a bundle before this one, from the same pod, is not here."""
        heading = told_of(one).manifest.heading
        before = self._places.get(heading.pod, set())
        return sum(n < heading.sequence for n in before) < heading.sequence - 1

    def note(self, one: Coming) -> None:
        """Remember that a bundle is here now."""
        heading = told_of(one).manifest.heading
        self._here(heading.bundle, one.sha256, heading.pod, heading.sequence)

    def _here(self, bundle: str, sha256: str, pod: str, sequence: int) -> None:
        self._ids[bundle] = sha256
        self._places.setdefault(pod, set()).add(sequence)


def told_of(one: Coming) -> Told:
    """Return what a believed bundle says."""
    if one.told is None:
        raise ValueError(one.name)
    return one.told
