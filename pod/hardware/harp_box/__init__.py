"""The pod's own response box: a Harp board that stamps to 32 us."""

from pod.hardware.driver import Driver, simulated_by
from pod.hardware.harp.codec import Codec
from pod.hardware.harp_box.device import HarpBox
from pod.hardware.harp_box.profile import BoxProfile

DRIVER = Driver(
    name="harp_box",
    kind="buttons",
    clocked=True,
    profile=BoxProfile,
    device=HarpBox,
    mimic=simulated_by("pod.hardware.harp_box.simulator:BoxMimic"),
    codec=lambda _profile: Codec(),
)
