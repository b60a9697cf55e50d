"""Cedrus response pads that speak XID 2 (RB-x40)."""

from pod.hardware.cedrus_xid.device import CedrusDevice
from pod.hardware.cedrus_xid.profile import CedrusProfile
from pod.hardware.cedrus_xid.simulator import CedrusSimulator
from pod.hardware.driver import Driver

DRIVER = Driver(
    name="cedrus_xid",
    profile=CedrusProfile,
    device=CedrusDevice,
    simulator=CedrusSimulator,
)
