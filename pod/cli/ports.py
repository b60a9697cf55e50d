"""Which ports a command is about: those it was given, else those of pod.toml."""

from collections.abc import Sequence

from pod.errors import Usage
from pod.hardware.driver import driver_named
from pod.settings import Port, home, read_settings


def asked_ports(given: Sequence[str]) -> Sequence[Port]:
    """Return the ports written as DRIVER=PATH, else those that pod.toml names.

    A pod that is not set up yet has none.
    """
    if given:
        return [_port(one) for one in given]
    where = home()
    return read_settings(where).ports if (where / "pod.toml").exists() else ()


def _port(given: str) -> Port:
    """Read DRIVER=PATH; without a path the device is found by its USB ids."""
    driver, equals, path = given.partition("=")
    if equals and not path:
        raise Usage(f"{given} is not DRIVER=PATH.")
    return Port(driver=driver_named(driver).name, path=path)
