"""Words, counts, configuration, queries."""

SECTION = "Words, counts, configuration, queries"
ROWS = (
    ("comment", "say something about an issue"),
    ("comments", "what was said about an issue"),
    ("note", "add to an issue's notes"),
    ("remember", "keep a piece of knowledge for later sessions"),
    ("memories", "what is remembered"),
    ("recall", "one thing that is remembered"),
    ("forget", "take away what is remembered"),
    ("config get", "print a setting"),
    ("config set", "change a setting"),
    ("config list", "all settings, and where each is from"),
    ("config unset", "take a setting away"),
    ("kv get", "print a value that is kept for scripts"),
    ("kv set", "keep a value for scripts"),
    ("kv list", "all values that are kept"),
    ("kv unset", "take such a value away"),
    ("stats", "how many issues, and what happened lately"),
)
ALIASES = {"status": "stats"}
