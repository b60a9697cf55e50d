"""Staff-key readers that speak OSDP v2 with its secure channel, through libosdp."""

from pod.events import Secret
from pod.hardware.driver import Driver, simulated_by
from pod.hardware.osdp_reader.device import SealedReader
from pod.hardware.osdp_reader.profile import SealedReaderProfile

DRIVER = Driver(
    name="osdp_reader",
    kind="staff_reader",
    takes=(Secret,),
    own_time=True,
    profile=SealedReaderProfile,
    device=SealedReader,
    mimic=simulated_by("pod.hardware.osdp_reader.simulator:SealedReaderMimic"),
)
