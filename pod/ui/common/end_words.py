"""The sentences of a sitting's end: lock-up, and the certificate on paper."""

from pod.values import Value


class LockUpWords(Value, frozen=True):
    """Lock-up is near, or here."""

    soon: str
    at: str
    stop: str
    over: str
    kept: str


class CertificateWords(Value, frozen=True):
    """The paper that says that somebody took part: what in is nobody else's matter."""

    title: str
    took_part: str
    sittings: str
    between: str
    signed: str
    day: str
