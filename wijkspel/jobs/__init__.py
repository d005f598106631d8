"""Chores: what happens later or at night, one file for each, every one safe to do twice."""
