"""A relay board over Modbus RTU: lamp and fan, and nothing that could harm anybody."""

from pod.events import Fan, Lamp
from pod.hardware.driver import Driver, simulated_by
from pod.hardware.modbus_relay.codec import Codec, reply_size
from pod.hardware.modbus_relay.device import RelayBoard
from pod.hardware.modbus_relay.profile import RelayProfile

DRIVER = Driver(
    name="modbus_relay",
    kind="relay",
    takes=(Lamp, Fan),
    profile=RelayProfile,
    device=RelayBoard,
    mimic=simulated_by("pod.hardware.modbus_relay.simulator:RelayMimic"),
    codec=lambda _profile: Codec(reply_size),
)
