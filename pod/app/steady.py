"""What keeps a process even: what stands for as long as it runs is looked at once."""

import gc


def keep_what_stands() -> None:
    """Pass over everything that stands already when Python tidies up from now on.

    Looking through every module and page again takes a tenth of a second, at any
    moment: in the middle of a press, or of an opening.
    """
    gc.collect()
    gc.freeze()
