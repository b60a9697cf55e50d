"""USTC RTBox, a response box whose own clock counts in microseconds."""

from pod.hardware.driver import Driver
from pod.hardware.ustc_rtbox.codec import Codec
from pod.hardware.ustc_rtbox.device import RTBox
from pod.hardware.ustc_rtbox.profile import RTBoxProfile
from pod.hardware.ustc_rtbox.simulator import RTBoxMimic

DRIVER = Driver(
    name="ustc_rtbox",
    kind="buttons",
    clocked=True,
    profile=RTBoxProfile,
    device=RTBox,
    mimic=RTBoxMimic,
    codec=lambda _profile: Codec(),
)
