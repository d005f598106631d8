"""Everything that changes presences, invitations and meetings, and what they pay."""
