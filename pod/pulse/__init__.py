"""Heartbeats in, heart-rate variability out: pure, and the same on both sides.

`mend` puts a record of beats right, `measures` says what it yields and why it may yield
nothing, `spectrum` finds the rhythms in it. Beats are milliseconds of one clock, each
later than the one before. Nothing here is a medical device, or judges anybody.
"""
