"""The sitting at a glance, and what comes next where it is the person's choice."""

from collections.abc import Sequence

from pod.desk import PersonView, PlanStep
from pod.script import Choice, Question
from pod.task import task_named
from pod.ui.common.screen import Screen
from pod.ui.kiosk.plan import Facts, PlanScreen
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.kiosk.stage import Stage

BACK = "back"


def plan_page(stage: Stage, view: PersonView) -> Screen:
    """Return the plan of a sitting that has a part to do."""
    now = next(step for step in view.plan if step.state == "now")
    facts = Facts(
        titles=tuple(_title(stage, step) for step in view.plan),
        icons=tuple(_icon(step) for step in view.plan),
        states=tuple(step.state for step in view.plan),
        minutes=now.minutes,
        clock=stage.clock_text(),
        resuming=view.resuming,
    )
    return PlanScreen(stage.look, stage.text, facts)


def _title(stage: Stage, step: PlanStep) -> str:
    if step.options:
        return stage.text.plan.your_choice
    return task_named(step.task).title(stage.language)


def _icon(step: PlanStep) -> str:
    return "choice" if step.options else task_named(step.task).icon


def choice_page(stage: Stage, options: Sequence[str]) -> Screen:
    """Return the page on which the person chooses: nothing is preset."""
    tasks = [task_named(name) for name in options]
    question = Question(
        prompt=stage.text.plan.choose,
        choices=tuple(
            Choice(id=task.name, words=task.title(stage.language), icon=task.icon)
            for task in tasks
        ),
        ways=(Choice(id=BACK, words=stage.text.ways.back, icon="back"),),
    )
    return QuestionScreen(stage.look, stage.text, question, stage.watch.after)
