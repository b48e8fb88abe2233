A part of an id is the beginning of what follows the prefix. Nothing else names an issue.

  $ bd create "The parser" --id demo-prsr --silent
  demo-prsr
  $ bd create "Its tests" --parent demo-prsr --silent
  demo-prsr.1
  $ bd create "The lexer" --id demo-lexe --silent
  demo-lexe
  $ bd show lex
  ○ demo-lexe  The lexer
    P2 · task · open
    created just now by Test Person, updated just now
  
  $ bd show LEX --json | jq -r '.[].id'
  demo-lexe
  $ bd close g
  Error: no issue found matching "g"
  Hint: bd list --all
  [1]
  $ bd close -
  Error: "-" is not an id
  Hint: an id is like demo-ID
  [2]
  $ bd close demo
  Error: "demo" is the prefix of every id here: it names no issue
  Hint: write more characters of the id
  [2]
  $ bd close demo-
  Error: "demo-" is not an id
  Hint: an id is like demo-ID
  [2]
  $ bd close ""
  Error: "" is not an id
  Hint: an id is like demo-ID
  [2]
  $ bd close exe
  Error: no issue found matching "exe"
  Hint: bd list --all
  [1]
  $ bd close le
  Error: "le" is too short: a change takes a whole id, or 3 characters of what follows its prefix
  Hint: write demo-lexe
  [2]
  $ bd close demo-lex
  Error: no issue found matching "demo-lex"
  Hint: bd show demo-lexe
  [1]
  $ bd close lex
  Closed demo-lexe: The lexer

An issue that was deleted is not taken for its child, and its children's numbers stay taken.

  $ bd delete demo-prsr --force
  Deleted:
  ○ demo-prsr P2 task The parser
  Without a parent then: demo-prsr.1
  History has it, at commit HASH.
  To see it there, or to bring it back:
    bd restore demo-prsr --view
    bd restore demo-prsr
  $ bd close demo-prsr
  Error: no issue found matching "demo-prsr"
  Hint: bd show demo-prsr.1
  [1]
  $ bd close prsr
  Error: no issue found matching "prsr"
  Hint: bd list --all
  [1]
  $ bd show demo-prsr
  Error: demo-prsr was deleted by Test Person, just now
  Hint: bd restore demo-prsr --view
  [1]
  $ bd list --id nope
  Error: no issue found matching "nope"
  Hint: bd list --all
  [1]
  $ bd label add nope urgent
  Error: no issue found matching "nope"
  Hint: bd list --all
  [1]
  $ bd dep add nope demo-lexe
  Error: no issue found matching "nope"
  Hint: bd list --all
  [1]
  $ bd comment nope "Who?"
  Error: no issue found matching "nope"
  Hint: bd list --all
  [1]
  $ bd create "Another" --parent demo-lexe --silent
  demo-lexe.1
  $ bd delete demo-lexe.1 --force
  Deleted:
  ○ demo-lexe.1 P2 task Another
  With these dependencies:
    demo-lexe.1 is a child of demo-lexe
  History has it, at commit HASH.
  To see it there, or to bring it back:
    bd restore demo-lexe.1 --view
    bd restore demo-lexe.1
  $ bd create "A third" --parent demo-lexe --silent
  demo-lexe.2
  $ bd undo
  Undid: create demo-lexe.2: A third
    HASH  TIME  Test Person
  demo-lexe.2 goes: A third
  $ bd create "A fourth" --parent demo-lexe --silent
  demo-lexe.3
