"""Everything that changes players, their phones, cards and hosts, and what parents say, by subject."""
