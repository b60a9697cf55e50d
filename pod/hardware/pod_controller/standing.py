"""What the controller's registers mean to the pod: how things stand, as events."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pod.events import Door, Mains, StaffCall, Tamper, TooHot
from pod.hardware.pod_controller.registers import (
    DIGITAL_INPUTS,
    ENVIRONMENT,
    HOST_WATCHDOG_STATE,
    LOCK_STATUS,
    POWER,
    TAMPER_LATCH,
    LockState,
    PodInputs,
    Watchdog,
)

Numbers: TypeAlias = Mapping[int, tuple[int, ...]]
Standing: TypeAlias = Door | StaffCall | Tamper | Mains | TooHot

LOCKS: Mapping[int, Literal["unlocked", "locked", "fault"]] = {
    LockState.Unlocked: "unlocked",
    LockState.Locked: "locked",
}
WATCHDOGS = {one.value: one.name for one in Watchdog}


def standing(numbers: Numbers) -> tuple[Standing, ...]:
    """Return how everything stands, one of each kind, stamped with nothing yet."""
    inputs = PodInputs(numbers[DIGITAL_INPUTS.address][0])
    (lock,) = numbers[LOCK_STATUS.address]
    (latched,) = numbers[TAMPER_LATCH.address]
    return (
        Door(
            closed=PodInputs.DoorClosed in inputs,
            lock=LOCKS.get(lock, "fault"),
            at_ms=0.0,
        ),
        StaffCall(on=PodInputs.StaffCall in inputs, at_ms=0.0),
        Tamper(causes=causes(latched), at_ms=0.0),
        Mains(state=mains(inputs), at_ms=0.0),
        TooHot(on=PodInputs.OverTemperature in inputs, at_ms=0.0),
    )


def causes(latched: int) -> tuple[str, ...]:
    """Return the names of latched bits; one without a name is told as its number."""
    bits = [1 << bit for bit in range(latched.bit_length()) if latched >> bit & 1]
    return tuple(PodInputs(bit).name or f"bit {bit:#x}" for bit in bits)


def mains(inputs: PodInputs) -> Literal["mains", "battery", "low"]:
    """Return where the power comes from."""
    if PodInputs.MainsOk in inputs:
        return "mains"
    return "low" if PodInputs.BatteryLow in inputs else "battery"


def measured(numbers: Numbers) -> dict[str, float | str | bool]:
    """Return what else it measures, by names with units, as far as it has said."""
    more: dict[str, float | str | bool] = {}
    if inputs := numbers.get(DIGITAL_INPUTS.address):
        more["cabinet_closed"] = PodInputs.CabinetClosed in PodInputs(inputs[0])
        more["tamper_loop_ok"] = PodInputs.TamperLoopOk in PodInputs(inputs[0])
        more["fan_ok"] = PodInputs.FanOk in PodInputs(inputs[0])
    if air := numbers.get(ENVIRONMENT.address):
        more["air_c"], more["board_c"] = air[0] / 100, air[1] / 100
        more["humidity_percent"], more["fan_rpm"] = air[2] / 100, air[3]
    if power := numbers.get(POWER.address):
        more["supply_v"], more["battery_v"] = power[0] / 1000, power[1] / 1000
        more["battery_percent"] = power[2]
    if watchdog := numbers.get(HOST_WATCHDOG_STATE.address):
        more["watchdog"] = WATCHDOGS.get(watchdog[0], "unknown")
    return more
