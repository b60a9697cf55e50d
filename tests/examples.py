"""How many examples are tried of what takes long: a share of those of the profile."""

from hypothesis import settings


def one_in(share: int) -> int:
    """Return a share of the examples that this run tries of anything, but one."""
    return max(1, settings.default.max_examples // share)
