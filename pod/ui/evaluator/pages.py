"""Every page of the window, in the order of its tabs."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from pod.evaluation.analysis.frame import Key
from pod.evaluation.viewing.inbox import Inbox
from pod.evaluation.viewing.study import StudyInView
from pod.evaluation.viewing.work import Known
from pod.ui.evaluator.behind import Told
from pod.ui.evaluator.inbox_page import InboxPage
from pod.ui.evaluator.outcomes_page import OutcomesPage
from pod.ui.evaluator.page import Ask, Tab
from pod.ui.evaluator.paper import Paper
from pod.ui.evaluator.report_page import ReportPage
from pod.ui.evaluator.sites_page import SitesPage
from pod.ui.evaluator.trends_page import TrendsPage
from pod.ui.evaluator.words import TrendsWords, view_words


def all_tabs(
    paper: Paper, ask: Ask, read_anew: Callable[[], None]
) -> Mapping[str, Tab[Any]]:
    """Return each page by the name of its tab; `ask` finds what a page asks for.

    `read_anew` is called once bundles were brought in.
    """
    text = view_words()
    inbox = InboxPage(paper, text.inbox, ask)
    inbox.brought.connect(read_anew)
    report = ReportPage(paper, text.report, ask)
    outcomes, sites = OutcomesPage(paper, text.outcomes), SitesPage(paper, text)
    return {
        "inbox": Tab(inbox, _inbox, inbox.show_inbox),
        "outcomes": Tab(outcomes, StudyInView.findings, outcomes.show_findings),
        "sites": Tab(sites, StudyInView.findings, sites.show_findings),
        "trends": _trends(paper, text.trends, ask),
        "report": Tab(report, StudyInView.findings, report.show_findings),
    }


def _inbox(study: StudyInView, _told: Told) -> Inbox:
    return study.inbox()


def _trends(paper: Paper, text: TrendsWords, ask: Ask) -> Tab[Known]:
    """Return the page of trends; another score, or a person, is asked for behind."""
    page = TrendsPage(paper, text)

    def score(key: Key) -> None:
        ask("trends", partial(_known, key), page.show_known)

    def person(code: str) -> None:
        ask("person", lambda study, _told: study.person(code), page.show_person)

    page.asked.connect(score)
    page.wanted.connect(person)
    return Tab(page, partial(_known, None), page.show_known)


def _known(asked: Key | None, study: StudyInView, told: Told) -> Known:
    return study.trends(asked, told)
