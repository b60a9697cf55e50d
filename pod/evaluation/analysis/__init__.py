"""From the catalogue to findings: all that may be told of a study.

Small numbers are withheld here, and nowhere later: whatever a report, a picture or a
file shows is one of these findings.
"""

from pod.evaluation.analysis.findings import Findings
from pod.evaluation.analysis.whole import Studied, analyse, studied

__all__ = ["Findings", "Studied", "analyse", "studied"]
