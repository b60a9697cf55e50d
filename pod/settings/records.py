"""Where travelling records are put and looked for, besides the study's stick."""

from typing import Annotated

from msgspec import Meta

from pod.values import Value


class RecordsFolder(Value, frozen=True, kw_only=True):
    """A folder that other prisons' pods reach too; nothing where there is none."""

    folder: Annotated[str, Meta(pattern=r"^(/[^\x00]*)?$", max_length=4096)] = ""
