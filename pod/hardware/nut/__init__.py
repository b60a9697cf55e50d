"""Mains state from a Network UPS Tools server on this machine."""

from pod.hardware.driver import Driver
from pod.hardware.nut.codec import Codec
from pod.hardware.nut.device import PowerSupply
from pod.hardware.nut.profile import PowerProfile
from pod.hardware.nut.simulator import PowerMimic

DRIVER = Driver(
    name="nut",
    kind="power",
    reach="tcp",
    profile=PowerProfile,
    device=PowerSupply,
    mimic=PowerMimic,
    codec=lambda _profile: Codec(),
)
