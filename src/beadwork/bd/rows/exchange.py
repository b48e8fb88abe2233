"""Many issues at once: in, out, and in one commit."""

SECTION = "Many at once"
ROWS = (
    ("import", "bring in the issues of an export"),
    ("export", "write all issues as JSON lines"),
    ("batch", "many changes in one commit"),
)
ALIASES: dict[str, str] = {}
