"""Lists the parts of a frozen program: their licences, and a CycloneDX document.

`parts.py FROZEN DOC VERSION` runs in the environment that the program was frozen in.
FROZEN is the program's folder, and FROZEN.sources names where each part of it came
from; DOC gets `copyright`, `licences/` and `sbom.cdx.json`. It tells of no moment and
no machine: the same parts, the same bytes. What is nobody's, or comes without its
licence, ends it: such a program is not packed.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from found import ours_need, parts_of
from sbom import document
from shipped import shipped_by
from words import write_licences


def main(folder: str, doc: str, version: str) -> None:
    """Write what is asked for."""
    frozen = Path(folder)
    parts = parts_of(shipped_by(frozen))
    moment = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    us = {"version": version, "needs": ours_need(parts)}
    text = document(parts, frozen, us, moment)
    Path(doc, "sbom.cdx.json").write_text(text, "utf-8")
    write_licences(parts, Path(doc))


if __name__ == "__main__":
    main(*sys.argv[1:])
