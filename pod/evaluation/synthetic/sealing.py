"""Seals and signs a synthetic pod's bundles, one after another, as a pod's are."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from pod.bundle.manifest import Arrived, Heading, bundle_name
from pod.bundle.sheets import Envelope, write_zip
from pod.bundle.stream import Sealer
from pod.evaluation.synthetic.weekly import Leaving
from pod.seal import SigningKey, sig_beside
from pod.study import StudyPack, allowed_bands, policy_hash


@dataclass
class Series:
    """One pod's bundles: each is numbered and names the hash of the one before."""

    pack: StudyPack
    pod: str
    key: SigningKey
    rng: Random
    sequence: int = 0
    previous: str = ""

    def seal(self, leaving: Leaving) -> Arrived:
        """Return the next bundle, as it would arrive."""
        self.sequence += 1
        sealer = Sealer(self.pack.recipients)
        try:
            write_zip(sealer, self._envelope(leaving), leaving.sheets)
            content = b"".join(sealer.end())
        except BaseException:
            sealer.abandon()
            raise
        name = bundle_name(self.pack.study, self.pod, self.sequence)
        known = sealer.known_as(name, self.key)
        self.previous = known.sha256
        return Arrived(name=name, content=content, signature=known.signature)

    def _envelope(self, leaving: Leaving) -> Envelope:
        pack = self.pack
        heading = Heading(
            bundle=f"{self.rng.getrandbits(128):032x}",
            study=pack.study,
            pod=self.pod,
            sequence=self.sequence,
            previous=self.previous,
            policy_hash=policy_hash(pack.policy),
            recipients=pack.recipients,
        )
        return Envelope(
            heading=heading,
            bands=allowed_bands(pack.policy),
            key=self.key,
            extra=leaving.extra,
            level=pack.level,
            agreement=pack.agreement,
        )


def lay(folder: Path, bundle: Arrived) -> Path:
    """Write a bundle with its signature beside it; return its path."""
    path = folder / bundle.name
    sig_beside(path).write_bytes(bundle.signature.encode())
    path.write_bytes(bundle.content)
    return path


def spoil(path: Path) -> None:
    """Turn one bit in the middle of a bundle over."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
