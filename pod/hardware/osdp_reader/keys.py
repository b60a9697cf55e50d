"""Keys of sealed lines: how one is made, and which are none."""

import secrets

from pod.events import Secret

PUBLIC = bytes(range(0x30, 0x40))
"""SCBK-D, which the standard publishes for install mode."""
FEWEST_BYTES = 8
IS_PUBLIC = "The key it was given is the published key of install mode."
IS_GUESSABLE = "The key it was given follows a pattern that can be guessed."


def fresh_key() -> Secret:
    """Return a key that nobody has had before, to be set in one reader on the bench."""
    return Secret(secrets.token_bytes(len(PUBLIC)))


def weakness(key: Secret) -> str:
    """Return why a key must not be used, or nothing."""
    if key.key == PUBLIC:
        return IS_PUBLIC
    if len(set(key.key)) < FEWEST_BYTES:
        return IS_GUESSABLE
    return ""
