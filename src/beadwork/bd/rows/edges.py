"""Edges between issues, and the structure that they make."""

SECTION = "Structure"
ROWS = (
    ("dep remove", "let it wait no longer"),
    ("dep list", "what an issue depends on, or what depends on it"),
    ("dep tree", "what it waits for, and what that waits for"),
    ("dep cycles", "issues that wait for each other"),
    ("children", "the parts of an issue"),
    ("epic status", "how far the epics are"),
    ("epic close-eligible", "close the epics whose children are all closed"),
    ("graph", "issues by when their turn comes, or as a drawing"),
    ("label add", "put a label on issues"),
    ("label remove", "take a label off issues"),
    ("label list", "the labels of an issue"),
    ("label list-all", "every label, with how often it is used"),
    ("defer", "put issues off"),
    ("undefer", "take up again what was put off"),
    ("duplicate", "close an issue as a duplicate of another"),
    ("supersede", "close an issue because another replaces it"),
    ("duplicates", "find open issues that say the same"),
    ("lint", "find issues that do not say enough"),
    ("orphans", "find issues whose parent or blocker is not there"),
)
ALIASES = {"dep rm": "dep remove", "label rm": "label remove"}
