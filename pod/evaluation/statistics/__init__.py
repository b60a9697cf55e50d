"""What the numbers say: estimates with their intervals, each by a published method.

Numpy arrays in, frozen values out; nothing here reads a file or a catalogue. A missing
number is NaN. Change is later minus earlier in the score's own unit: which direction is
better is not applied, except where a parameter asks for it. Too few numbers give None.
"""
