"""Decides what may leave of what is known: consent, classes of k, ladders."""
