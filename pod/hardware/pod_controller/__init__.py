"""The pod's own controller: door, cabinet, staff call, lamp, fan, power, watchdog."""

from pod.hardware.driver import Driver, simulated_by
from pod.hardware.harp.codec import Codec
from pod.hardware.pod_controller.device import Controller
from pod.hardware.pod_controller.orders import TAKES
from pod.hardware.pod_controller.profile import ControllerProfile

DRIVER = Driver(
    name="pod_controller",
    kind="controller",
    clocked=True,
    profile=ControllerProfile,
    device=Controller,
    mimic=simulated_by("pod.hardware.pod_controller.simulator:ControllerMimic"),
    takes=TAKES,
    codec=lambda _profile: Codec(),
)
