"""The moment at which most stories begin."""

from datetime import UTC, datetime

BEGINS = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
