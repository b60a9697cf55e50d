"""Questionnaires: each file in resources/instruments is an activity.

Items keep their published wording, and are shown in a language only if they were
published in it; elsewhere the page says, in the reader's language, that they are not.
Where a licence forbids us to pass an instrument on, resources/site_instruments has its
skeleton, and the site that holds a licence supplies the words (see site.py).
"""

from pathlib import Path

from pod.modules.questionnaire.declare import Questionnaire, questionnaire
from pod.modules.questionnaire.site import site_tasks
from pod.settings import RESOURCES, read_raw

__all__ = ["TASKS", "declare", "site_tasks"]


def declare(path: Path) -> Questionnaire:
    """Return the activity that an instrument's file makes.

    Raises Malformed when the file is not an instrument.
    """
    return questionnaire(path, read_raw(path), path.name)


TASKS = tuple(map(declare, sorted((RESOURCES / "instruments").glob("*.toml"))))
