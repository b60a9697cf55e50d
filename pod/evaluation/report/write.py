"""Writes a whole report into a folder: every file of it, the same bytes each time."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from pod.evaluation.analysis.findings import Findings
from pod.evaluation.report.compose import summary_report, whole_report
from pod.evaluation.report.counts import counts_csv, counts_report
from pod.evaluation.report.evidence import evidence_of
from pod.evaluation.report.html import html_of
from pod.evaluation.report.pdf import pdf_of


def write_report(found: Findings, out: Path) -> list[Path]:
    """Write the report's files; return their paths. What was there is written over."""
    written = []
    for name, content in files_of(found):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def files_of(found: Findings) -> Iterator[tuple[str, bytes]]:
    """Give each file's name and bytes."""
    whole, summary = whole_report(found), summary_report(found)
    counts = counts_report(found)
    yield "report.html", html_of(whole)
    yield "report.pdf", pdf_of(whole)
    yield "summary.html", html_of(summary)
    yield "summary.pdf", pdf_of(summary)
    yield "counts.csv", counts_csv(found)
    yield "counts.html", html_of(counts)
    yield "counts.pdf", pdf_of(counts)
    yield "findings.json", _json(found)
    evidence: Mapping[str, bytes] = evidence_of(found)
    for name, content in evidence.items():
        yield f"evidence/{name}", content


def _json(found: Findings) -> bytes:
    return msgspec.json.format(msgspec.json.encode(found)) + b"\n"
