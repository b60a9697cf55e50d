"""BITSI button boxes: a letter for each key, and no clock."""

from pod.hardware.bitsi.codec import Codec
from pod.hardware.bitsi.device import Bitsi
from pod.hardware.bitsi.profile import BitsiProfile
from pod.hardware.driver import Driver, simulated_by

DRIVER = Driver(
    name="bitsi",
    kind="buttons",
    answers=False,
    profile=BitsiProfile,
    device=Bitsi,
    mimic=simulated_by("pod.hardware.bitsi.simulator:BitsiMimic"),
    codec=lambda _profile: Codec(),
)
