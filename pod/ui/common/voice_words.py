"""The sentences about sound: how loud, and where private words may be heard."""

from pod.values import Value


class VoiceWords(Value, frozen=True):
    """The page of sound, the one question about it, and what a ring finds chosen."""

    key: str
    title: str
    louder: str
    quieter: str
    where: str
    ask: str
    others: str
    headphones: str
    speaker: str
    nowhere: str
    chosen: str
