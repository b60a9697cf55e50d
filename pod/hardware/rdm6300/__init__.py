"""125 kHz tag readers, RDM6300 and ID-3/12/20LA: for development only."""

from pod.hardware.driver import Driver
from pod.hardware.rdm6300.codec import Codec
from pod.hardware.rdm6300.device import TagReader
from pod.hardware.rdm6300.profile import TagReaderProfile
from pod.hardware.rdm6300.simulator import TagReaderMimic

DRIVER = Driver(
    name="rdm6300",
    kind="staff_reader",
    answers=False,
    profile=TagReaderProfile,
    device=TagReader,
    mimic=TagReaderMimic,
    codec=lambda profile: Codec(profile.checksum),
)
