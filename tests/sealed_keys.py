"""Keys that systemd seals with a machine's secret: one of each test's own."""

import subprocess
from pathlib import Path

import pytest

from pod.storage import keyrings

MACHINE = "SYSTEMD_CREDENTIAL_SECRET"
"""Where systemd-creds is told that the machine's secret lies; it makes one there."""
really = pytest.mark.skipif(
    not Path(keyrings.TOOL).exists(), reason="systemd-creds is not installed"
)


def handed_over(folder, to):
    """Do what systemd does at the start of a service with such a folder."""
    to.mkdir()
    for path in sorted(folder.iterdir()):
        name = f"pod_{path.name}"
        words = ["systemd-creds", "decrypt", f"--name={name}", path, to / name]
        subprocess.run(words, check=True, capture_output=True)
        (to / name).chmod(0o400)
    return to
