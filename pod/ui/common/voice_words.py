"""The sentences about sound: how loud, and where private words may be heard."""

from pod.values import Value


class EarWords(Value, frozen=True):
    """Headphones that are tried, one ear at a time, and those that came out."""

    key: str
    offer: str
    short: str
    try_them: str
    not_now: str
    left: str
    right: str
    heard: str
    nothing: str
    good: str
    left_silent: str
    right_silent: str
    both_silent: str
    told: str
    speaker: str
    again: str
    out: str
    plug: str


class VoiceWords(Value, frozen=True):
    """The page of sound, the one question about it, what a ring finds chosen, ears."""

    key: str
    title: str
    louder: str
    quieter: str
    where: str
    how: str
    ask: str
    others: str
    headphones: str
    speaker: str
    nowhere: str
    chosen: str
    ears: EarWords
