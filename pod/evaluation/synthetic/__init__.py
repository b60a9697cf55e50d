"""Studies that nobody real is in, with everything known that is to be found."""
