"""Whether one person changed by more than chance would make them (pure).

Where nothing published carries a judgement on one person, that is said instead of one.
"""
