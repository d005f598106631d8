"""Everything that changes photos. What deletes files returns their names: rows go first, and files once that holds."""
