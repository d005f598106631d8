"""Everything by which somebody else confirms a meeting: cards and hosts, and whoever saw it."""
