"""BITSI button boxes: a letter for each key, and no clock."""

from pod.hardware.bitsi.codec import Codec
from pod.hardware.bitsi.device import Bitsi
from pod.hardware.bitsi.profile import BitsiProfile
from pod.hardware.bitsi.simulator import BitsiMimic
from pod.hardware.driver import Driver

DRIVER = Driver(
    name="bitsi",
    kind="buttons",
    answers=False,
    profile=BitsiProfile,
    device=Bitsi,
    mimic=BitsiMimic,
    codec=lambda _profile: Codec(),
)
