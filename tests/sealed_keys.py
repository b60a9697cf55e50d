"""Keys that systemd seals: whether it can here, and what it does with them."""

import subprocess
from pathlib import Path

import pytest

from pod.storage import keyrings


def sealing():
    """Say why systemd-creds cannot seal here; nothing when it can."""
    if not Path(keyrings.TOOL).exists():
        return "systemd-creds is not installed"
    words = [keyrings.TOOL, "encrypt", "--with-key=host", "--name=x", "-", "-"]
    tried = subprocess.run(words, input=b"x", capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this machine has no secret to seal with"


WHY_NOT = sealing()
really = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "it seals")


def handed_over(folder, to):
    """Do what systemd does at the start of a service with such a folder."""
    to.mkdir()
    for path in sorted(folder.iterdir()):
        name = f"pod_{path.name}"
        words = ["systemd-creds", "decrypt", f"--name={name}", path, to / name]
        subprocess.run(words, check=True, capture_output=True)
        (to / name).chmod(0o400)
    return to
