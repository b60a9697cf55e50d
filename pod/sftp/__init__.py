"""Files in one folder of an ordinary SSH server, whose key is known beforehand.

`Session` is what others use: it waits like a file would, in the thread that made it.
Nothing here listens, asks anybody, or reads a file of its own. The server is trusted
with nothing but keeping what is sealed: what is put there is read back.
"""
