"""USTC RTBox, a response box whose own clock counts in microseconds."""

from pod.hardware.driver import Driver, simulated_by
from pod.hardware.ustc_rtbox.codec import Codec
from pod.hardware.ustc_rtbox.device import RTBox
from pod.hardware.ustc_rtbox.profile import RTBoxProfile

DRIVER = Driver(
    name="ustc_rtbox",
    kind="buttons",
    clocked=True,
    profile=RTBoxProfile,
    device=RTBox,
    mimic=simulated_by("pod.hardware.ustc_rtbox.simulator:RTBoxMimic"),
    codec=lambda _profile: Codec(),
)
