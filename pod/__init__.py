"""Training pods: practice and support on a locked-down terminal, honestly measured."""
