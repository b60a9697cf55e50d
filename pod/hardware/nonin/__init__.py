"""Nonin pulse oximeters (Xpod, OEM III, 8000R, WristOx2 3150): data formats 2 and 7."""

from pod.hardware.driver import Driver, simulated_by
from pod.hardware.nonin.codec import Codec
from pod.hardware.nonin.device import nonin_device
from pod.hardware.nonin.profile import NoninProfile

DRIVER = Driver(
    name="nonin",
    kind="pulse",
    profile=NoninProfile,
    device=nonin_device,
    mimic=simulated_by("pod.hardware.nonin.simulator:NoninMimic"),
    codec=lambda profile: Codec(profile.format),
)
