What is said about an issue keeps its author and its time.

  $ bd create "Fix the login" --id demo-1
  Created demo-1: Fix the login
  $ bd comments demo-1
  No comments
  $ bd comment demo-1 "Fails on Safari too"
  Commented on demo-1
  $ bd comment demo-1 --actor Alice It works for me
  Commented on demo-1
  $ printf 'First line\n\n  second line\n' | bd comment demo-1 --stdin --actor Bob
  Commented on demo-1
  $ echo "From a file" > said.txt
  $ bd comment demo-1 --body-file said.txt --json
  {"id": "UUID", "issue_id": "demo-1", "author": "Test Person", "text": "From a file", "created_at": "TIME", "commit": "HASH"}
  $ bd comments demo-1
  Test Person, TIME  #COMMENT
    Fails on Safari too
  Alice, TIME  #COMMENT
    It works for me
  Bob, TIME  #COMMENT
    First line
  
      second line
  Test Person, TIME  #COMMENT
    From a file
  $ bd comments demo-1 --json | head -1
  [{"id": "UUID", "issue_id": "demo-1", "author": "Test Person", "text": "Fails on Safari too", "created_at": "TIME"},
  $ bd log -n 1 | head -4
  HASH  TIME  Test Person
    bd: comment demo-1: From a file
  Showing 1, and there are more (--limit 0 for all)

The text comes from one place, and there has to be one.

  $ bd comment demo-1
  Error: no text is given
  Hint: bd comment demo-1 "TEXT"
  [2]
  $ bd comment demo-1 ""
  Error: the comment is empty
  Hint: bd comment --help
  [1]
  $ bd comment demo-1 twice --stdin
  Error: the text is given twice
  Hint: use one of TEXT, --body-file and --stdin
  [2]
  $ bd comment demo-1 --body-file nothing.txt
  Error: nothing.txt cannot be read: No such file or directory
  Hint: ls -l nothing.txt
  [1]
  $ bd comment demo-nope "Where does this go?"
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd comments demo-nope --json
  {"error": "no issue found matching \"demo-nope\"", "code": "not_found", "hint": "bd list --all"}
  [1]
  $ bd comments demo-1 --json | grep -c text
  4

A note is a part of the issue.

  $ bd note demo-1 "Clear the cache first"
  Noted in demo-1: Fix the login
  $ bd note demo-1 "Then log in" --json
  {"id": "demo-1", "title": "Fix the login", "notes": "Clear the cache first\nThen log in", "status": "open", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "commit": "HASH"}
  $ bd show demo-1 | grep -A 3 Notes
  Notes:
    Clear the cache first
    Then log in
  
  $ bd note demo-1
  Error: no text is given
  Hint: bd note demo-1 "TEXT"
  [2]
  $ bd note demo-1 " "
  Error: the note is empty
  Hint: bd note --help
  [1]
  $ bd note demo-nope "Where does this go?"
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]

A comment is changed and deleted by whoever wrote it, and history keeps what it said.

  $ bd create "Another" --id demo-9 --silent
  demo-9
  $ bd comment demo-9 "It is teh login"
  Commented on demo-9
  $ name=$(bd comments demo-9 --json | sed 's/.*"id": "\(......\).*/\1/')
  > bd comments edit demo-9 $name "It is the login" && bd comments demo-9
  Edited a comment on demo-9
  Test Person, TIME, edited  #COMMENT
    It is the login
  $ name=$(bd comments demo-9 --json | sed 's/.*"id": "\(......\).*/\1/')
  > bd comments edit demo-9 "#$name" "It is the login page" --json && bd comments edit demo-9 $name Mine --actor Alice
  {"id": "UUID", "issue_id": "demo-9", "author": "Test Person", "text": "It is the login page", "created_at": "TIME", "edited_at": "TIME", "commit": "HASH"}
  Error: Test Person wrote the comment #COMMENT, not Alice
  Hint: bd comments edit --help
  [1]
  $ bd show demo-9 | tail -3
    Test Person, TIME, edited
      It is the login page
  
  $ bd history demo-9 -n 1
  HASH  TIME  Test Person
    bd: comment edit demo-9: It is the login page
      comment: It is the login page
      comment gone: It is the login
  Showing 1 of 4 (--limit 0 for all)
  $ bd comments delete demo-9 $(bd comments demo-9 | sed -n 's/.*#//p')
  Deleted a comment on demo-9
  $ bd comments demo-9
  No comments
  $ bd undo
  Undid: comment delete demo-9: It is the login page
    HASH  TIME  Test Person
  demo-9 Another
    comment: It is the login page
  $ bd comments demo-9
  Test Person, TIME, edited  #COMMENT
    It is the login page
  $ bd comments rm demo-9 nothing
  Error: demo-9 has no comment "nothing"
  Hint: bd comments demo-9
  [1]
  $ bd comments edit demo-9 "" "words"
  Error: demo-9 has no comment ""
  Hint: bd comments demo-9
  [1]
  $ bd comments edit demo-9 $(bd comments demo-9 | sed -n 's/.*#//p') "  "
  Error: the comment is empty
  Hint: bd comments edit --help
  [1]
  $ bd comments demo-9 --as-of HEAD~3
  Test Person, TIME, edited  #COMMENT
    It is the login
