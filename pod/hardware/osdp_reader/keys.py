"""Keys of sealed lines: which are none."""

from pod.events import Secret

PUBLIC = bytes(range(0x30, 0x40))
"""SCBK-D, which the standard publishes for install mode."""
FEWEST_BYTES = 8
IS_PUBLIC = "The key it was given is the published key of install mode."
IS_GUESSABLE = "The key it was given follows a pattern that can be guessed."


def weakness(key: Secret) -> str:
    """Return why a key must not be used, or nothing."""
    if key.key == PUBLIC:
        return IS_PUBLIC
    if len(set(key.key)) < FEWEST_BYTES:
        return IS_GUESSABLE
    return ""
