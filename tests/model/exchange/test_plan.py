"""Plans in Markdown: both forms, what each field takes, every refusal, and that no title is ever
lost.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from beadwork.errors import Invalid
from beadwork.model.exchange import plan
from beadwork.model.exchange.plan import PlannedIssue

SECTIONS = """\
---
owner: nobody
---
# The plan
- [ ] not an issue, because this file has headings

## Store passwords safely
They lie in the table as they were typed.

```sh
## not a title
```
<!-- Say here why.
## not a title either -->
Two lines <!-- hidden --> of text, `<!-- shown -->`.

### Background
Found in the audit.

### Priority
1

### Type
bug

### Assignee
alice

### Labels
- security
- "needs review", audit

### Dependencies
- Choose a hash
- discovered-from:bd-2, bd-3
- blocks:"Announce, in public"
- external:upstream:tls

### Design
Use argon2.

    indented code

### Acceptance Criteria
- [ ] no plain text is left
- [x] tests

### Notes
Ask Bob.

### Estimate: 90

### Due
next monday

### Parent
Harden the server

### Id
bd-pass

## Choose a hash ##

### Deps
bd-10 bd-20
### Parent
bd-7

## Announce, in public
### Dependencies
Store passwords safely, bd-pass, tracks: choose A HASH

## Harden the server
### Type
epic
"""

CHECKLIST = """\
# Release 2
What we promised.

- [ ] Write the notes
  with examples

  ```
  - [ ] not an item
  ```
- [ ] Build
    1. [ ] for Linux
    2. [ ] for macOS
\t\t* [ ] and sign it
  - plain list, text
+ [] Announce
# Only prose
# Later

- [ ] Rest
"""


def parse(text: str) -> list[PlannedIssue]:
    return plan.parse(text, "PLAN.md")


def test_sections_give_every_field() -> None:
    store, choose, announce, harden = parse(SECTIONS)
    assert store == PlannedIssue(
        line=7,
        title="Store passwords safely",
        description="They lie in the table as they were typed.\n\n```sh\n## not a title\n```\n"
        "Two lines  of text, `<!-- shown -->`.\n\n### Background\nFound in the audit.",
        issue_type="bug",
        priority="1",
        assignee="alice",
        labels=("security", "needs review", "audit"),
        design="Use argon2.\n\n    indented code",
        acceptance_criteria="- [ ] no plain text is left\n- [x] tests",
        notes="Ask Bob.",
        parent=3,
        dependencies=(
            ("", 1),
            ("discovered-from", "bd-2"),
            ("", "bd-3"),
            ("blocks", 2),
            ("", "external:upstream:tls"),
        ),
        estimate="90",
        due="next monday",
        id="bd-pass",
    )
    assert choose == PlannedIssue(
        line=62, title="Choose a hash", parent="bd-7", dependencies=(("", "bd-10"), ("", "bd-20"))
    )
    assert announce.dependencies == (("", 0), ("tracks", 1))
    assert (harden.title, harden.issue_type, harden.parent) == ("Harden the server", "epic", None)


def test_check_boxes_nest_under_an_epic() -> None:
    found = [
        (issue.line, issue.title, issue.issue_type, issue.parent) for issue in parse(CHECKLIST)
    ]
    assert found == [
        (1, "Release 2", "epic", None),
        (4, "Write the notes", None, 0),
        (10, "Build", None, 0),
        (11, "for Linux", None, 2),
        (12, "for macOS", None, 2),
        (13, "and sign it", None, 4),
        (15, "Announce", None, 0),
        (17, "Later", "epic", None),
        (19, "Rest", None, 7),
    ]


def test_text_in_a_check_list_belongs_to_what_stands_above_it() -> None:
    release, notes, *_, sign, announce, _later, _rest = parse(CHECKLIST)
    assert release.description == "What we promised."
    assert notes.description == "with examples\n\n```\n- [ ] not an item\n```"
    assert sign.description == "- plain list, text"
    assert announce.description is None


def test_check_boxes_need_no_epic() -> None:
    assert parse("intro\n- [ ] One\n  - [ ] Two\n") == [
        PlannedIssue(line=2, title="One"),
        PlannedIssue(line=3, title="Two", parent=0),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_and_a_byte_order_mark_do_not_matter(ending: str) -> None:
    assert parse("\ufeff" + SECTIONS.replace("\n", ending)) == parse(SECTIONS)
    assert parse("\ufeff" + CHECKLIST.replace("\n", ending)) == parse(CHECKLIST)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("## One", "One"),
        ("   ##\tOne", "One"),
        ("## One ##", "One"),
        ("## C#", "C#"),
        ("## # One", "# One"),
        ("## One <!-- two -->", "One"),
        ("## `## One`", "`## One`"),
        ("## **One**: two, three", "**One**: two, three"),
    ],
)
def test_titles(line: str, title: str) -> None:
    assert [issue.title for issue in parse(line)] == [title]


@pytest.mark.parametrize(
    "line", ["##One", "    ## One", "\\## One", "#### One", "<!-- ## One -->", "####### One"]
)
def test_text_that_only_looks_like_a_title(line: str) -> None:
    with pytest.raises(Invalid, match="plans no issue"):
        parse(line)
    assert [issue.title for issue in parse(f"## Real\n{line}\n")] == ["Real"]


@pytest.mark.parametrize(
    ("fence", "end"),
    [
        ("```", "```"),
        ("~~~~", "~~~~~"),
        ("```py", "````  "),
        ("    ```", "    ```"),
        ("~~~ `", "~~~"),
    ],
)
def test_fenced_code_is_text(fence: str, end: str) -> None:
    text = f"{fence}\n## code\n### Priority\n<!--\n{end}"
    assert parse(f"## One\n{text}\n## Two") == [
        PlannedIssue(line=1, title="One", description=text),
        PlannedIssue(line=7, title="Two"),
    ]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("a, b,c", ("a", "b", "c")),
        ("a b", ("a", "b")),
        ("- a\n* b\n1. c", ("a", "b", "c")),
        ("- a - b", ("a", "-", "b")),
        ('"two words", a', ("two words", "a")),
        ("a\n\na , , a", ("a",)),
        ("", ()),
        ('""', ()),
    ],
)
def test_labels(labels: str, expected: tuple[str, ...]) -> None:
    assert parse(f"## One\n### Labels\n{labels}")[0].labels == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("bd-1", [("", "bd-1")]),
        ("a3f", [("", "a3f")]),
        ("bd-1, bd-2 bd-3", [("", "bd-1"), ("", "bd-2"), ("", "bd-3")]),
        ("blocks:bd-1 related:bd-2", [("blocks", "bd-1"), ("related", "bd-2")]),
        ("blocks: bd-1", [("blocks", "bd-1")]),
        ("waits-for:bd-1,bd-1", [("waits-for", "bd-1"), ("", "bd-1")]),
        ("Two", [("", 1)]),
        ("- two", [("", 1)]),
        ("blocks:Two", [("blocks", 1)]),
        ('"Two"', [("", 1)]),
        ("Three, and four: five", [("", 2)]),
        ("blocks:Three, and four: five", [("blocks", 2)]),
        ('Two, related:"three, and  four: five"', [("", 1), ("related", 2)]),
        ("api: re-do", [("", 3)]),
        ("hop://peer/db/bd-1", [("", "hop://peer/db/bd-1")]),
        ("tracks:external:a:b", [("tracks", "external:a:b")]),
        ("x-y", [("", 4)]),
        ("", []),
    ],
)
def test_dependencies(entry: str, expected: list[tuple[str, str | int]]) -> None:
    others = "## Two\n## Three, and four: five\n## API: re-do\n## Six\n### Id\nx-y\n"
    assert list(parse(f"## One\n### Dependencies\n{entry}\n{others}")[0].dependencies) == expected


def test_a_section_that_comes_twice_is_joined() -> None:
    (issue,) = parse(
        "## One\nfirst\n### Design\na\n### Labels\nx\n### Description\nsecond\n### design\nb\n### "
        "LABELS\ny"
    )
    assert (issue.description, issue.design, issue.labels) == (
        "first\n\nsecond",
        "a\n\nb",
        ("x", "y"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "PLAN.md plans no issue"),
        ("\n\n", "PLAN.md plans no issue"),
        ("# Title\ntext\n", "PLAN.md plans no issue"),
        ("### Priority\n1\n", "PLAN.md plans no issue"),
        ("- one\n- [link](x)\n", "PLAN.md plans no issue"),
        ("## One\n## \n", "PLAN.md:2: an issue without a title"),
        ("## <!-- title -->", "PLAN.md:1: an issue without a title"),
        ("- [ ] \n", "PLAN.md:1: an issue without a title"),
        ("#\n- [ ] One\n", "PLAN.md:1: an issue without a title"),
        ("- [ ] One\n- [x] Two\n", 'PLAN.md:2: "Two" is ticked, and only open work is filed'),
        ("## One\n```\n## Two\n", "PLAN.md:2: the code that begins here never ends"),
        ("## One\n<!-- a\n## Two\n", "PLAN.md:2: the comment that begins here never ends"),
        ("## One\n### Priority\n1\n\nhigh\n", 'PLAN.md:5: a second line of priority for "One"'),
        (
            "## One\n### Id\na b\n",
            "PLAN.md:3: the id 'a b' holds white space or an invisible character",
        ),
        (
            "## One\n### Id\nx\n## Two\n### Id\nx\n",
            "PLAN.md:4: two issues of this file have the id x",
        ),
        (
            "## One\n### Deps\nNo such thing\n",
            'PLAN.md:3: no issue of this file is called "No such thing"',
        ),
        ('## One\n### Deps\nblocks:"x"\n', 'PLAN.md:3: no issue of this file is called "x"'),
        ("## A\n## A\n## One\n### Parent\na\n", 'PLAN.md:5: 2 issues of this file are called "a"'),
        ("## One\n### Parent\nOne\n", 'PLAN.md:1: "One" would be an ancestor of itself'),
        (
            "## One\n### Parent\nTwo\n## Two\n### Parent\nThree\n## Three\n### Parent\nTwo\n",
            'PLAN.md:4: "Two" would be an ancestor of itself',
        ),
    ],
)
def test_refusals_name_file_and_line(text: str, message: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(text)
    assert refused.value.message == message


PIECES = st.one_of(
    st.sampled_from(
        [
            "## One", "## Two", "### Deps", "### Parent", "### Labels", "### Id", "### Priority: 1",
            "# Epic",
            "One", '"One"', "blocks:Two", "- [ ] a", "  - [ ] b", "- [x] c", "```", "~~~", "<!--",
            "-->",
            "<!-- x -->", "",
        ]
    ),
    st.text(max_size=12),
    st.text('#`~<!->:," \t[]x\r', max_size=8),
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("\n".join))
@example("## " + "`" * 300 + "<!--")
@example("## a" + " \t#" * 500 + "x")
def test_any_text_is_a_plan_or_invalid(text: str) -> None:
    try:
        issues = parse(text)
    except Invalid:
        return
    assert issues
    lines = [issue.line for issue in issues]
    assert lines == sorted(set(lines))
    for issue in issues:
        assert issue.title.strip() == issue.title != ""
        numbers = [issue.parent, *(target for _, target in issue.dependencies)]
        assert all(0 <= number < len(issues) for number in numbers if isinstance(number, int))


WORDS = st.text("abc,:*()", min_size=1, max_size=8)
BLOCKS = st.one_of(
    WORDS.map(lambda word: f"## {word}"),
    WORDS,
    st.tuples(st.sampled_from(["```", "~~~~"]), st.lists(WORDS.map(lambda word: f"## {word}"))).map(
        lambda block: "\n".join([block[0], *block[1], block[0]])
    ),
    st.sampled_from(
        [
            "### Design",
            "### Background",
            "#### Deep",
            "",
            "- [ ] box",
            "<!-- c -->",
            "<!--\n## c\n-->",
        ]
    ),
)


@given(st.lists(BLOCKS, max_size=15))
def test_no_title_outside_of_fences_is_lost(blocks: list[str]) -> None:
    titles = [block.removeprefix("## ") for block in blocks if block.startswith("## ")]
    if titles:
        assert [issue.title for issue in parse("\n".join(blocks))] == titles


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_no_text_is_lost(words: list[str], data: st.DataObject) -> None:
    heading = data.draw(
        st.sampled_from(
            ["", "### Design\n", "### Notes\n", "### Acceptance Criteria\n", "### Why\n"]
        )
    )
    (issue,) = parse("## One\n" + heading + "\n".join(words))
    kept = (issue.description, issue.design, issue.notes, issue.acceptance_criteria)
    assert [text.removeprefix("### Why\n") for text in kept if text] == ["\n".join(words)]
