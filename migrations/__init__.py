"""The steps that bring a database from one shape to the next, named by the moment they were written."""
