"""Which program this is, said in four lines: version, release, build, configuration."""

from pod.errors import Malformed
from pod.settings import home, read_settings
from pod.settings.built import build
from pod.settings.release import NUMBER, configuration, release

NO_POD = "none: there is no pod here"


def which_program() -> str:
    """Return the program's version and fingerprints, and its pod's settings' own."""
    return "\n".join(
        (
            f"training-pod {release()}",
            f"release: {NUMBER}",
            f"build: {build()}",
            f"configuration: {_configuration()}",
        )
    )


def _configuration() -> str:
    """Return the fingerprint of pod.toml, or why there is none."""
    try:
        return configuration(read_settings(home()))
    except Malformed:
        return NO_POD
    except OSError:
        return "not for this user to read"
