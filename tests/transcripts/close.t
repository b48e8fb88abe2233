A blocked issue is not closed by accident.

  $ bd create "Write the report" --id demo-1
  Created demo-1: Write the report
  $ bd create "Collect the data" --id demo-2
  Created demo-2: Collect the data
  $ bd dep add demo-1 demo-2
  demo-1 now depends on demo-2 (blocks)
  $ bd close demo-1
  Error: demo-1 is blocked by demo-2
  Hint: close those first, or `bd close demo-1 --force`
  [1]
  $ bd close demo-2 -r "in data.csv" --suggest-next
  Closed demo-2: Collect the data
  
  Now ready:
  ○ demo-1 P2 task Write the report
  $ bd close demo-1 demo-2
  Closed demo-1: Write the report
  Closed already: demo-2: Collect the data
  $ bd show demo-2 --json | grep -o '"close_reason": "[^"]*"'
  "close_reason": "in data.csv"

Closing twice keeps the first reason.

  $ bd close demo-2 -r "another reason"
  Closed already: demo-2: Collect the data
  $ bd show demo-2 --json | grep -o '"close_reason": "[^"]*"'
  "close_reason": "in data.csv"

One command is one transaction: all of the ids, or none.

  $ bd create "Three" --id demo-3
  Created demo-3: Three
  $ bd close demo-3 demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd list
  ○ demo-3 P2 task Three

An epic waits for its children, unless they are closed with it.

  $ bd create "Epic" -t epic --id demo-e
  Created demo-e: Epic
  $ bd create "Child" --parent demo-e
  Created demo-e.1: Child
  $ bd close demo-e
  Error: demo-e has open children: demo-e.1
  Hint: close those first, or `bd close demo-e --force`
  [1]
  $ bd close demo-e demo-e.1
  Closed demo-e: Epic
  Closed demo-e.1: Child
  $ bd close
  Error: ID is missing
  Hint: bd close --help
  [2]
  $ bd close demo-3 --force --json
  [{"id": "demo-3", "title": "Three", "status": "closed", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "closed_at": "TIME", "commit": "HASH"}]
