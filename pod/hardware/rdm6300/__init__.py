"""125 kHz tag readers, RDM6300 and ID-3/12/20LA: for development only."""

from pod.hardware.driver import Driver, simulated_by
from pod.hardware.rdm6300.codec import Codec
from pod.hardware.rdm6300.device import TagReader
from pod.hardware.rdm6300.profile import TagReaderProfile

DRIVER = Driver(
    name="rdm6300",
    kind="staff_reader",
    answers=False,
    profile=TagReaderProfile,
    device=TagReader,
    mimic=simulated_by("pod.hardware.rdm6300.simulator:TagReaderMimic"),
    codec=lambda profile: Codec(profile.checksum),
)
