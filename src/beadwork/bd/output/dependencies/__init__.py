"""Edges on a terminal: trees and drawings."""
