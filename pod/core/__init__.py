"""Answers the desk; the only room that opens the stores while the pod runs."""

from pod.core.counter import Core

__all__ = ["Core"]
