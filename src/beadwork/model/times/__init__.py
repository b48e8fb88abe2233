"""Dates that a person types, times as they are stored and shown, periods."""
