"""Mains state from a Network UPS Tools server on this machine."""

from pod.hardware.driver import Driver, simulated_by
from pod.hardware.nut.codec import Codec
from pod.hardware.nut.device import PowerSupply
from pod.hardware.nut.profile import PowerProfile

DRIVER = Driver(
    name="nut",
    kind="power",
    reach="tcp",
    profile=PowerProfile,
    device=PowerSupply,
    mimic=simulated_by("pod.hardware.nut.simulator:PowerMimic"),
    codec=lambda _profile: Codec(),
)
