"""A study's rows for other tools, with what every column means."""
