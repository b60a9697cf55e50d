"""The pod's own controller: door, cabinet, staff call, lamp, fan, power, watchdog."""

from pod.hardware.driver import Driver
from pod.hardware.harp.codec import Codec
from pod.hardware.pod_controller.device import Controller
from pod.hardware.pod_controller.orders import TAKES
from pod.hardware.pod_controller.profile import ControllerProfile
from pod.hardware.pod_controller.simulator import ControllerMimic

DRIVER = Driver(
    name="pod_controller",
    kind="controller",
    clocked=True,
    profile=ControllerProfile,
    device=Controller,
    mimic=ControllerMimic,
    takes=TAKES,
    codec=lambda _profile: Codec(),
)
