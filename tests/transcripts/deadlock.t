Two epics of which a part of each waits for the other could never be done.

  $ bd create "Kitchen" -t epic --id demo-k --silent
  demo-k
  $ bd create "Hall" -t epic --id demo-h --silent
  demo-h
  $ bd create "Oven" --parent demo-k --silent
  demo-k.1
  $ bd create "Floor" --parent demo-h --silent
  demo-h.1
  $ bd dep add demo-k.1 demo-h
  demo-k.1 now depends on demo-h (blocks)
  $ bd dep add demo-h.1 demo-k
  Error: demo-h.1 cannot wait for demo-k: that closes the cycle demo-h.1 -> demo-k -> demo-k.1 -> demo-h -> demo-h.1
  Hint: bd dep tree demo-k
  [1]
  $ bd create "Doors" --parent demo-h --deps demo-k
  Error: demo-h.2 cannot wait for demo-k: that closes the cycle demo-h -> demo-h.2 -> demo-k -> demo-k.1 -> demo-h
  Hint: bd dep tree demo-k
  [1]
  $ bd create "Doors" --parent demo-h --deps waits-for:demo-k.1
  Error: demo-h.2 cannot wait for demo-k.1: that closes the cycle demo-h -> demo-h.2 -> demo-k.1 -> demo-h
  Hint: bd dep tree demo-k.1
  [1]
  $ bd create "Lamp" --id demo-l --deps demo-k --silent
  demo-l
  $ bd update demo-l --parent demo-h
  Error: demo-l cannot be below demo-h: that closes the cycle demo-h -> demo-l -> demo-k -> demo-k.1 -> demo-h
  Hint: bd dep tree demo-l
  [1]
  $ bd dep add demo-l demo-h --type parent-child
  Error: demo-l cannot be below demo-h: that closes the cycle demo-h -> demo-l -> demo-k -> demo-k.1 -> demo-h
  Hint: bd dep tree demo-l
  [1]
  $ bd dep add demo-k demo-l
  Error: demo-k cannot wait for demo-l: that closes the cycle demo-k -> demo-l -> demo-k
  Hint: bd dep tree demo-l
  [1]
  $ printf '{"op":"dep_add","issue_id":"demo-h.1","depends_on_id":"demo-k"}\n' | bd batch -
  Error: standard input:1: demo-h.1 cannot wait for demo-k: that closes the cycle demo-h.1 -> demo-k -> demo-k.1 -> demo-h -> demo-h.1
  Hint: bd dep tree demo-k
  [1]
  $ printf '## Paint\n### Parent\ndemo-h\n### Dependencies\ndemo-k\n' > plan.md
  $ bd create -f plan.md
  Error: plan.md:1: "Paint" cannot wait for demo-k: that closes the cycle "Paint" -> demo-k -> demo-k.1 -> demo-h -> "Paint"
  Hint: bd dep tree demo-k
  [1]
  $ bd dep cycles
  No cycles

What is closed holds nobody up.

  $ bd close demo-h.1 -r "laid"
  Closed demo-h.1: Floor
  $ bd dep add demo-h.1 demo-k
  demo-h.1 now depends on demo-k (blocks)
  $ bd dep cycles
  No cycles
  $ bd dep remove demo-h.1 demo-k
  demo-h.1 no longer depends on demo-k (blocks)
  $ bd reopen demo-h.1
  Reopened demo-h.1: Floor

An import may bring it, and it is named; an undo of its undo brings it back.

  $ cat > both.jsonl <<EOF
  > {"id":"demo-h.1","title":"Floor","status":"open","priority":2,"issue_type":"task","created_at":"2026-01-05T10:00:00Z","updated_at":"2099-01-05T10:00:00Z","dependencies":[{"issue_id":"demo-h.1","depends_on_id":"demo-h","type":"parent-child"},{"issue_id":"demo-h.1","depends_on_id":"demo-k","type":"blocks"}]}
  > {"id":"demo-x","title":"X","status":"open","priority":2,"issue_type":"task","created_at":"2026-01-05T10:00:00Z","updated_at":"2026-01-05T10:00:00Z","dependencies":[{"issue_id":"demo-x","depends_on_id":"demo-y","type":"blocks"}]}
  > {"id":"demo-y","title":"Y","status":"open","priority":2,"issue_type":"task","created_at":"2026-01-05T10:00:00Z","updated_at":"2026-01-05T10:00:00Z","dependencies":[{"issue_id":"demo-y","depends_on_id":"demo-x","type":"blocks"}]}
  > EOF
  $ bd import both.jsonl | head -2
  Imported both.jsonl: 3 rows
          2 created
  $ bd dep cycles
  demo-h -> demo-h.1 -> demo-k -> demo-k.1 -> demo-h
  demo-x -> demo-y -> demo-x
  $ bd doctor --check dependency-cycles
  data  1 error
    error    dependency-cycles: 2 cycles of issues that wait for each other
             - demo-h → demo-h.1 → demo-k → demo-k.1 → demo-h
             - demo-x → demo-y → demo-x
             Hint: bd dep remove ISSUE BLOCKER
  1 check: 1 error
  [1]
  $ bd undo | head -1
  Undid: import both.jsonl: 2 created, 1 updated
  $ bd dep cycles
  No cycles
  $ bd undo HEAD | head -1
  Undid: undo demo-h.1 of HASH: import both.jsonl: 2 created, 1 updated
  $ bd dep cycles
  demo-h -> demo-h.1 -> demo-k -> demo-k.1 -> demo-h
  demo-x -> demo-y -> demo-x
  $ bd close demo-x --force
  Closed demo-x: X
  $ bd dep cycles
  demo-h -> demo-h.1 -> demo-k -> demo-k.1 -> demo-h
