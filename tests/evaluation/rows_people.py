"""People as they come in research rows."""

from pod.bundle.released import Participant
from pod.bundle.research import MISSED, ExactPoint
from tests.export.makers import person


def somebody(code):
    """Return somebody of this code, as the gate knows them."""
    return person(0).__class__(study_code=code, bands={}, consent_evaluation=True)


def participant(number, **bands):
    """Return one row of participants."""
    one = person(number, **bands)
    return Participant(study_code=one.study_code, **one.bands)


def exact(code, point, weeks, sittings):
    """Return one row of points."""
    return ExactPoint(
        study_code=code,
        point=point,
        weeks_since_start=weeks,
        sittings=sittings,
        minutes=20 * sittings,
        programme="first 1",
        software="0.8.0",
        language="en",
        mode="touch",
        **dict.fromkeys(MISSED, 0),
    )
