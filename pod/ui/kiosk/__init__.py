"""What someone in a cell sees."""
