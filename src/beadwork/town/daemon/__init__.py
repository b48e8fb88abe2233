"""The daemon of a town: it keeps the server alive, looks after its health, and watches the sessions
that have to live.
"""
