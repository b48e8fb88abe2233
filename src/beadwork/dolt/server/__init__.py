"""The managed server: one `dolt sql-server` over one data directory, ours by proof and never by
guess.
"""
