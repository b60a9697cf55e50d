"""The files that pods of one wing and their console tell one another by (pure)."""
