"""The sentences about updates that come by stick."""

from collections.abc import Mapping

from pod.ui.common.steps_words import StandsWords, ThreeSteps


class UpdatesWords(ThreeSteps, frozen=True):
    """Put the stick in, take the update in, take the stick out; and what came of it.

    {what} is a folder of content, {names} are those who signed.
    """

    key: str
    ready: str
    looking: str
    taking: str
    program: str
    content: str
    signed: str
    made: str
    changes: str
    here: str
    named: str
    take: str
    other: str
    began_program: str
    began_content: str
    trial: Mapping[str, str]
    stands: Mapping[str, StandsWords]
