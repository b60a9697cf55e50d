"""What people do: one file per activity. Nothing else to register."""
