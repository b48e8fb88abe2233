A deleted issue comes back with all that went with it.

  $ bd create "Epic" -t epic --id demo-e -d "What it is about"
  Created demo-e: Epic
  $ bd create "Child" --id demo-1 --parent demo-e
  Created demo-1: Child
  $ bd create "Waits for the epic" --id demo-2 --deps demo-e
  Created demo-2: Waits for the epic
  $ bd comment demo-e "Is this still wanted?"
  Commented on demo-e
  $ bd delete demo-e --force | tail -3
  To see it there, or to bring it back:
    bd restore demo-e --view
    bd restore demo-e
  $ bd restore demo-e --view --readonly
  As it was before it was deleted, at commit HASH:
  ○ demo-e  Epic
    P2 · epic · open
    created just now by Test Person, updated just now
    0 of 1 child closed
  
  Description:
    What it is about
  
  Children:
    ○ demo-1 Child
  
  Needed by:
    ○ demo-2 (blocks) Waits for the epic
  
  Comments:
    Test Person, TIME
      Is this still wanted?
  
  $ bd restore demo-e --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd restore demo-e
  Restored:
  ○ demo-e P2 epic Epic
  With these dependencies:
    demo-2 depends on demo-e (blocks)
  With 1 comment
  demo-1 is a child of demo-e again
  From commit HASH
  $ bd show demo-e --refs
  demo-1 parent-child demo-e
  demo-2 blocks demo-e
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: restore demo-e: Epic
  Showing 1, and there are more (--limit 0 for all)

What leads to something that is gone is left out, and named.

  $ bd delete demo-e demo-2 --force -q | head -1
  Deleted:
  $ bd restore demo-2
  Restored:
  ○ demo-2 P2 task Waits for the epic
  Left out: demo-2 depends on demo-e (blocks): demo-e is not there
  From commit HASH
  $ bd delete demo-2 --force -q | head -1
  Deleted:
  $ bd restore demo-e demo-2 --json
  {"restored": [{"id": "demo-e", "title": "Epic", "description": "What it is about", "status": "open", "priority": 2, "issue_type": "epic", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME"}, {"id": "demo-2", "title": "Waits for the epic", "status": "open", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME"}], "from": {"demo-e": {"was": "deleted", "commit": "HASH"}, "demo-2": {"was": "deleted", "commit": "HASH"}}, "comments": 1, "dependencies": [{"issue_id": "demo-2", "depends_on_id": "demo-e", "type": "blocks", "created_at": "TIME", "created_by": "Test Person"}], "children": ["demo-1"], "left_out": [], "commit": "HASH"}

It can be taken from another moment.

  $ bd update demo-1 --title "Renamed"
  Updated demo-1: Renamed
  $ bd delete demo-1 --force -q | head -1
  Deleted:
  $ bd restore demo-1 --as-of HEAD~2 --view
  As it was before it was deleted, at commit HASH:
  ○ demo-1  Child
    P2 · task · open
    created just now by Test Person, updated just now
  
  Parent:
    ○ demo-e Epic
  
  $ bd restore demo-1 --as-of nothing
  Error: no commit, branch, tag or date is called "nothing"
  Hint: bd log, bd branch list, or a date like yesterday or 2026-02-01
  [1]
  $ bd restore DEMO-1 --as-of HEAD~2
  Restored:
  ○ demo-1 P2 task Child
  demo-1 is a child of demo-e again
  From commit HASH
  $ bd restore demo-1
  Error: demo-1 is there, and not compacted
  Hint: bd history demo-1
  [1]
  $ bd restore demo-1 --view --as-of HEAD~2
  Error: demo-1 is there, and not compacted
  Hint: bd show demo-1 --as-of HASH
  [1]
  $ bd restore demo-nope
  Error: no issue "demo-nope", now or in history
  Hint: bd list --all
  [1]
  $ bd restore demo-2 demo-nope
  Error: demo-2 is there, and not compacted
  Hint: bd history demo-2
  [1]
  $ bd restore
  Error: ID is missing
  Hint: bd restore --help
  [2]

A compacted issue gets its texts back.

  $ bd update demo-1 --notes "$(seq 1 200)" --design "like this"
  Updated demo-1: Child
  $ bd close demo-1 --force -r "all of it"
  Closed demo-1: Child
  $ bd compact demo-1
  demo-1  700 B → 50 B  Child
  Compacted 1 issue, 700 B → 50 B of text
  $ bd show demo-1 --json | grep -c seq
  0
  [1]
  $ bd restore demo-1 --view --json | grep -c '"was": "compacted"'
  1
  $ bd update demo-1 --design "edited"
  Updated demo-1: Child
  $ bd restore demo-1
  Error: design of demo-1 was edited after it was compacted, and would be lost
  Hint: bd restore demo-1 --view
  [1]
  $ bd update demo-1 --design "" --add-label later
  Updated demo-1: Child
  $ bd restore demo-1
  Restored:
  ✓ demo-1 P2 task Child
  From commit HASH
  $ bd show demo-1 | head -12
  ✓ demo-1  Child
    P2 · task · closed
    created just now by Test Person, updated just now
    closed just now by Test Person: all of it
    labels: later
  
  Design:
    like this
  
  Notes:
    1
    2
  $ bd compact verify
  No proofs to verify

One that was compacted twice comes back in two steps.

  $ bd compact demo-1 -q
  demo-1  700 B → 50 B  Child
  Compacted 1 issue, 700 B → 50 B of text
  $ bd update demo-1 --design "$(seq 1 300)" -q
  Updated demo-1: Child
  $ bd compact demo-1 -q
  demo-1  1.14 KB → 52 B  Child
  Compacted 1 issue, 1.14 KB → 52 B of text
  $ bd show demo-1 | grep compacted
    compacted; bd restore demo-1 --view has all that it said
  $ bd restore demo-1
  Restored:
  ✓ demo-1 P2 task Child
  demo-1 is compacted still; to see what it said before:
    bd restore demo-1 --view
  From commit HASH
  $ bd restore demo-1
  Error: design of demo-1 was edited after it was compacted, and would be lost
  Hint: bd restore demo-1 --view
  [1]
  $ bd update demo-1 --design "" -q
  Updated demo-1: Child
  $ bd restore demo-1
  Restored:
  ✓ demo-1 P2 task Child
  From commit HASH
