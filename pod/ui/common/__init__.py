"""What both kinds of screen are made of."""
