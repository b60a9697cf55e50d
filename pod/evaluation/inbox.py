"""A study's inbox on a server: what lies there, what of it is here, what goes back.

Nothing is deleted there unless that is asked for, and then only what is here.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pod.evaluation.catalogue import Catalogue
from pod.evaluation.fetching import TOGETHER, Fetching
from pod.evaluation.folder import StudyFolder
from pod.evaluation.receipts import RECEIPTS, write_receipts
from pod.evaluation.unpacking import BIGGEST
from pod.seal import sig_beside
from pod.sftp.files import Lying
from pod.sftp.session import Session

INBOX = "inbox"
"""The folder of a study into which bundles are fetched; they stay there."""
MOST_NAMES, LISTING_S = 500_000, 120.0
"""A server's folder of more files, or one that is told more slowly, is not read."""
_BUNDLE, _RECEIPT = ".podbundle", ".podreceipt"
_BIGGEST_SIG = 65_536
_OURS = r"{study}-[a-z0-9]{{3,16}}-[0-9]{{6}}\.pod(bundle|receipt)(\.sig)?"


@dataclass(frozen=True)
class Inbox:
    """What a server's folder holds for a study, as it was looked at last."""

    study: StudyFolder
    session: Session
    there: Mapping[str, Lying]
    here: Mapping[str, str]
    """The SHA-256 of each bundle that was taken in before, by its file's name."""
    strangers: int
    """So many files there look like bundles of another study."""

    @property
    def new(self) -> Sequence[str]:
        """The bundles that are to be fetched, in order of name."""
        return [one for one, say in self._looked.items() if say is None]

    @property
    def left(self) -> Sequence[str]:
        """One sentence for each bundle that stays there though it is not here."""
        return [f"{one}: {say}" for one, say in self._looked.items() if say]

    def fetch(self) -> Iterator[str]:
        """Bring what is new; give the name of each that is here whole."""
        yield from self._fetching.fetch(self.new)

    def waiting(self, came: Sequence[str]) -> Sequence[Path]:
        """Return what is to be taken in: what came now, and what never was taken in."""
        inside = {one.name for one in self._folder.glob(f"*{_BUNDLE}")}
        return sorted(
            self._folder / name for name in (inside - self.here.keys()) | {*came}
        )

    def owed(self, catalogue: Catalogue) -> Sequence[Path]:
        """Write the receipts that lack there for what is here now; return them."""
        here = arrived_in(self.study, catalogue)
        stems = {Path(one).stem for one in self._looked if one in here}
        stems -= {one for one in stems if self._has_receipt(one)}
        where = (self.study.path / RECEIPTS, self.study.pack.study)
        key = self.study.signing_key
        return write_receipts(*where, catalogue, key, stems) if stems else []

    def give_back(self, receipts: Sequence[Path]) -> Iterator[Path]:
        """Put receipts beside the bundles, where pods look for them; give each.

        Signatures go first: a receipt without one would be no receipt.
        """
        for first in range(0, len(receipts), TOGETHER):
            some = receipts[first : first + TOGETHER]
            for several in ([sig_beside(path) for path in some], some):
                self.session.put_all({path.name: path.read_bytes() for path in several})
            yield from some

    def take_away(self, catalogue: Catalogue) -> int:
        """Delete there what is here, taken in, to the last byte; return how many."""
        here = arrived_in(self.study, catalogue)
        gone = [one for one in self._looked if self._is_safe(one, here)]
        for name in gone:
            self.session.remove([name, sig_beside(Path(name)).name])
        return len(gone)

    @cached_property
    def _looked(self) -> Mapping[str, str | None]:
        """Why each bundle stays there: nothing where it is here, None where it is new.

        It is what stood there when it was looked: what came since changes nothing.
        """
        bundles = sorted(one for one in self.there if one.endswith(_BUNDLE))
        return {one: self._why_not(one) for one in bundles}

    def _why_not(self, name: str) -> str | None:
        told, pair = self.there[name], (sig_beside(Path(name)).name, name)
        if not told.plain:
            return "it is no plain file, and was left on the server."
        if told.size > BIGGEST:
            return "it is longer than any bundle, and was left on the server."
        lacks = [one for one in pair if one in self.there and self._fetching.lacks(one)]
        if name not in self.here or not (self._folder / name).exists():
            return None if lacks else ""
        if (self._folder / name).stat().st_size != told.size:
            return "the server has another than the one that is here: both are kept."
        return ""

    def _has_receipt(self, stem: str) -> bool:
        receipt = f"{stem}{_RECEIPT}"
        return {receipt, sig_beside(Path(receipt)).name} <= self.there.keys()

    def _is_safe(self, name: str, here: Mapping[str, str]) -> bool:
        """Tell whether a bundle is here as it was there, and was taken in."""
        if name not in here or self._fetching.lacks(name):
            return False
        with (self._folder / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == here[name]

    @property
    def _folder(self) -> Path:
        return self.study.path / INBOX

    @property
    def _fetching(self) -> Fetching:
        return Fetching(self.session, self._folder, self.there)


def look(study: StudyFolder, session: Session, catalogue: Catalogue) -> Inbox:
    """See what a server's folder holds for a study; Trouble where that cannot be."""
    name = study.pack.study
    ours = re.compile(_OURS.format(study=name))
    there = session.lying(MOST_NAMES, LISTING_S)
    known = {one: told for one, told in there.items() if _is_one(ours, one, told)}
    other = [one for one in there if one.endswith(_BUNDLE) and one not in known]
    here = arrived_in(study, catalogue)
    return Inbox(study, session, known, here, len(other))


def arrived_in(study: StudyFolder, catalogue: Catalogue) -> Mapping[str, str]:
    """Return the SHA-256 of each bundle that was taken in, by its file's name."""
    stem = f"{study.pack.study}-{{one.pod}}-{{one.sequence:06d}}{_BUNDLE}"
    return {stem.format(one=one): one.sha256 for one in catalogue.arrived()}


def _is_one(ours: re.Pattern[str], name: str, told: Lying) -> bool:
    """Tell whether a name is one of ours; a signature that can be none is not there."""
    if not ours.fullmatch(name):
        return False
    return name.endswith(_BUNDLE) or (told.plain and told.size <= _BIGGEST_SIG)
