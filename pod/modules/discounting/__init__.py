"""Money now or later: a questionnaire, its short form, and practice at looking ahead.

Nothing is won or lost, no choice is better, and nothing is timed.
"""

from pod.modules.discounting import ahead, ahead_play, five, five_score, mcq, mcq_score
from pod.task import Task

QUESTIONNAIRE = Task(
    name="discounting",
    version=1,
    params=mcq.Params,
    words=mcq.Words,
    row=mcq.Row,
    script=mcq.script,
    score=mcq_score.score,
    person=mcq.person,
    scoring=(
        "k per day by two published scorers, candidate rates and rank scan, as the"
        " composite of three sets; missing answers: none by default, else _ggm or _inn"
    ),
    icon="money",
    minutes=5,
    form="assessment",
)
FIVE = Task(
    name="discounting_five",
    version=1,
    params=five.Params,
    words=five.Words,
    row=five.Row,
    script=five.script,
    score=five_score.score,
    person=five.person,
    scoring="k per day and ED50 in days by 5-trial adjusting delay, 5.5-trial form",
    icon="money",
    minutes=1,
    form="assessment",
)
AHEAD = Task(
    name="looking_ahead",
    version=1,
    params=ahead.Params,
    words=ahead.Words,
    row=ahead.Row,
    script=ahead_play.script,
    score=ahead.score,
    person=ahead_play.person,
    scoring="how practice went: delay index at first and last, share waited for, dose",
    icon="ahead",
    minutes=5,
    form="training",
    recall=ahead.recall,
)
TASKS = (QUESTIONNAIRE, FIVE, AHEAD)
