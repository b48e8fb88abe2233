"""The Dolt server that the issues live on."""

SECTION = "Server"
ROWS = (
    ("dolt start", "start your Dolt server"),
    ("dolt stop", "stop it, when running writes are done"),
    ("dolt restart", "stop and start it, for changed settings"),
    ("dolt status", "does it run, and which one is it"),
    ("dolt logs", "the end of its log"),
    ("dolt show", "its settings, and where each comes from"),
    ("dolt test", "connect once, and say how it answers"),
    ("dolt set", "change a setting"),
    ("dolt sql", "Dolt's own SQL shell"),
    ("dolt install", "install Dolt"),
    ("dolt service", "let systemd run the server"),
)
ALIASES: dict[str, str] = {}
