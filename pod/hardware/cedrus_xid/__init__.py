"""Cedrus response pads that speak XID 2 (RB-x40)."""

from pod.hardware.cedrus_xid.device import CedrusDevice
from pod.hardware.cedrus_xid.profile import CedrusProfile
from pod.hardware.cedrus_xid.simulator import CedrusMimic
from pod.hardware.driver import Driver

DRIVER = Driver(
    name="cedrus_xid",
    kind="buttons",
    clocked=True,
    profile=CedrusProfile,
    device=CedrusDevice,
    mimic=CedrusMimic,
)
