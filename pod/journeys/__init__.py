"""Stories played through the real thing; no Qt here."""
