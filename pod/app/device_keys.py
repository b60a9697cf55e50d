"""The keys that a pod shares with its devices."""

from pathlib import Path
from random import Random

from pod.app.alone import alone_in
from pod.errors import Usage
from pod.settings import read_settings
from pod.storage import keys


def make_device_key(
    home: Path, device: str, rng: Random, sealed: Path | None = None
) -> str:
    """Make the key that this pod shares with a device, and return it in hexadecimal.

    It is shown this once, to be set on the device at the bench. A pod that runs is left
    alone: it holds the earlier key, and so does the device.
    """
    name = keys.device_key(device)
    if name not in keys.DEVICE_KEY_BYTES:
        known = ", ".join(one.removeprefix("device-") for one in keys.DEVICE_KEY_BYTES)
        raise Usage(f"{device} shares no key with a pod. Those that do: {known}.")
    settings = read_settings(home)
    with alone_in(home):
        backend = keys.keyring_for(settings, home, sealed)
        return keys.make_key(backend, rng.randbytes, name).hex()
