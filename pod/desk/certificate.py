"""A certificate of taking part: neutral words, on request, and never a score."""

from datetime import date

from pod.desk.words import Ref
from pod.settings import Language
from pod.values import Value


class MakeCertificate(Value, frozen=True, tag=True):
    """Somebody asked for a certificate of taking part. Answered by Certificate."""

    person: Ref


class Certificate(Value, frozen=True, tag=True, kw_only=True):
    """What it says: who, how many sittings, between which days; in their language."""

    first_name: str
    language: Language
    sittings: int
    first_on: date
    last_on: date
