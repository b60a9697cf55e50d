"""The box's own registers, 32 to 36."""

from collections.abc import Mapping

from pod.hardware.harp.codec import PayloadType
from pod.hardware.harp.registers import Register, table

INPUTS, DEBOUNCE, COUNTER, LEDS, PHOTODIODE = range(32, 37)


def box_registers(inputs: PayloadType) -> Mapping[int, Register]:
    """Return the box's registers; a board of up to eight inputs has a U8 of them.

    The widths of 33, 35 and 36 are unconfirmed.
    """
    return table(
        [
            Register(INPUTS, inputs, access="RE"),
            Register(DEBOUNCE, "U16", access="RW"),
            Register(COUNTER, "U32", access="RE"),
            Register(LEDS, inputs, access="RW"),
            Register(PHOTODIODE, "U16", access="RE"),
        ]
    )
