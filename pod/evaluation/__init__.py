"""What evaluators do."""
