"""What changes the program or its content: by stick, signed by two of three keys.

make -> two people sign the manifest -> stick -> believe (all of it, read to its end)
  -> a program: lay into the slot that does not run -> read back -> try it three times
       -> it gets well: good; it does not: the one before runs again
  -> content: lay beside -> read back -> exchange

Whatever is cut off at whatever moment, the slot that is good is not touched before
another is. Sources: The Update Framework's threshold and rollback rules (TUF 1.0,
section 1.5.2), without its expiry, which a pod that nobody visits could not keep.
"""
