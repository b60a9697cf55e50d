"""What the desktop view asks of a study: values, found off the screen's thread."""
