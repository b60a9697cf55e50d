"""A pulse in, heartbeats and heart-rate variability out: pure, the same on both sides.

`wave` finds beats in a pulse wave, in the `band` where a pulse beats, and `pace` tells
when its samples were taken. `mend` puts a record of beats right, `measures` says what
it yields and why it may yield nothing, `live` does so while the beats come, `spectrum`
finds the rhythms. Beats are milliseconds of one clock, each later than the one before.
Nothing here is a medical device, or judges anybody.
"""
