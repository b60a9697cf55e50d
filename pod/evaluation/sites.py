"""Which prison a pod stands in: a small table in the study folder."""

import csv
import io
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from pod.errors import Malformed
from pod.settings import Id
from pod.values import Value

FILE = "sites.csv"


class Site(Value, frozen=True):
    """A pod, and the site that it stands in; several pods may stand in one."""

    pod: Id
    site: Annotated[str, Meta(pattern=r"^[^\x00-\x1f,\"]{1,60}$")]


def read_sites(untrusted: str) -> Mapping[str, str]:
    """Return each pod's site; Malformed where a line makes no sense."""
    try:
        lines = list(csv.DictReader(io.StringIO(untrusted), strict=True))
        found = msgspec.convert(lines, list[Site])
    except (csv.Error, msgspec.ValidationError) as error:
        raise Malformed(f"{FILE} makes no sense: {error}") from error
    return {one.pod: one.site for one in found}


def sites_csv(sites: Mapping[str, str]) -> str:
    """Write the table, a pod a line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Site.__struct_fields__)
    writer.writerows(sorted(sites.items()))
    return text.getvalue()
