"""The bundle: what may leave, how it is written down, sealed, carried and opened."""
