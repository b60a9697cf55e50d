"""The evaluator's desktop view: a window over a study, for a mouse and a keyboard.

It alone of the screens sees `pod.evaluation`; what it asks is answered off its thread.
"""
