"""The day's bookings, and who is next: values and rules, nothing kept (pure)."""
