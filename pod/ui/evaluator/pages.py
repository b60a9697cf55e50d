"""Every page of the window, in the order of its tabs."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from pod.evaluation.analysis.frame import Key
from pod.evaluation.viewing.inbox import Inbox
from pod.evaluation.viewing.study import StudyInView
from pod.evaluation.viewing.told import Told
from pod.evaluation.viewing.work import Known
from pod.ui.evaluator.inbox_page import InboxPage
from pod.ui.evaluator.outcomes_page import OutcomesPage
from pod.ui.evaluator.page import Asks, Tab
from pod.ui.evaluator.paper import Paper
from pod.ui.evaluator.report_page import ReportPage
from pod.ui.evaluator.sites_page import SitesPage
from pod.ui.evaluator.trends_page import TrendsPage
from pod.ui.evaluator.words import ViewWords, view_words


def all_tabs(paper: Paper, asks: Asks) -> Mapping[str, Tab[Any]]:
    """Return each page by the name of its tab; `asks` finds what a page asks for."""
    text = view_words()
    outcomes, sites = OutcomesPage(paper, text.outcomes), SitesPage(paper, text)
    return {
        "inbox": _inbox(paper, text, asks),
        "outcomes": Tab(outcomes, StudyInView.findings, outcomes.show_findings),
        "sites": Tab(sites, StudyInView.findings, sites.show_findings),
        "trends": _trends(paper, text, asks),
        "report": _report(paper, text, asks),
    }


def _inbox(paper: Paper, text: ViewWords, asks: Asks) -> Tab[Inbox]:
    page = InboxPage(paper, text, asks)
    tab = Tab(page, _come, page.show_inbox)
    tab.busy, tab.refuse = page.coming, page.refuse
    return tab


def _come(study: StudyInView, _told: Told) -> Inbox:
    return study.inbox()


def _report(paper: Paper, text: ViewWords, asks: Asks) -> Tab[Any]:
    page = ReportPage(paper, text.report, asks)
    tab = Tab(page, StudyInView.findings, page.show_findings)
    tab.refuse = page.refuse
    return tab


def _trends(paper: Paper, text: ViewWords, asks: Asks) -> Tab[Known]:
    """Return the page of trends; another score, or a person, is asked for behind."""
    page = TrendsPage(paper, text)

    def score(key: Key) -> None:
        asks.ask("trends", partial(_known, key), page.show_known)

    def person(code: str) -> None:
        asks.ask("person", lambda study, _told: study.person(code), page.show_person)

    page.asked.connect(score)
    page.wanted.connect(person)
    return Tab(page, partial(_known, None), page.show_known)


def _known(asked: Key | None, study: StudyInView, told: Told) -> Known | None:
    return study.trends(asked, told)
