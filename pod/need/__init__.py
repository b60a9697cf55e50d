"""What a person's own answers say of need and of change, with doubt shown (pure)."""
