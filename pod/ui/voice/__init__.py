"""How pages are heard: recorded clips first, then a live voice, never silence."""
