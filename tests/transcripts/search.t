Words are searched for in all texts, closed issues among them.

  $ bd q Fix the login -t bug -p 1 -l auth,web | sed 's/^demo-[0-9a-z]*$/an id and nothing else/'
  an id and nothing else
  $ bd create "Login is slow" --id demo-1 -d "on Safari" -p 3
  Created demo-1: Login is slow
  $ bd create "Write the manual" --id demo-2 --notes "mentions LOGIN"
  Created demo-2: Write the manual
  $ bd create "A gate for the login" --id demo-3 -t gate
  Created demo-3: A gate for the login
  $ bd close demo-2
  Closed demo-2: Write the manual
  $ bd search login -p 2,3
  ✓ demo-2 P2 task Write the manual
  ○ demo-1 P3 task Login is slow
  $ bd search SAFARI login
  ○ demo-1 P3 task Login is slow
  $ bd search demo-2 manual --json
  [{"id": "demo-2", "title": "Write the manual", "notes": "mentions LOGIN", "status": "closed", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "closed_at": "TIME", "dependency_count": 0, "dependent_count": 0, "comment_count": 0}]
  $ bd search login -t gate
  ○ demo-3 P2 gate A gate for the login
  $ bd search login --all --limit 1
  ○ demo-ID P1 bug Fix the login
  Showing 1 of 4 (--limit 0 for all)
  $ bd search login -s closed
  ✓ demo-2 P2 task Write the manual
  $ bd search log_n
  Nothing found for "log_n"
  $ bd search log_n --json
  []
  $ bd search
  Error: TEXT is missing
  Hint: bd search --help
  [2]
  $ bd search ""
  Error: no word to search for is given
  Hint: bd search WORD
  [2]
  $ bd search login -p 7
  Error: not a priority: "7"
  Hint: 0 (most urgent) to 4, or P0 to P4
  [2]

Nobody has touched them for a while.

  $ bd stale
  Nothing is untouched for 30 days
  $ bd stale --days 0 -p 3
  ○ demo-1 P3 task Login is slow (just now|1m ago) (re)
  $ bd stale --days 0 --all --json --sort id | grep -o '"id": "demo-[0-9]"'
  "id": "demo-1"
  "id": "demo-2"
  "id": "demo-3"
  $ bd stale --days -1
  Error: not a number of days: -1
  Hint: 0 to 36500
  [2]
  $ bd stale --days soon
  Error: --days takes a whole number, and "soon" is none
  Hint: bd stale --help
  [2]

Counting takes everything, unless a filter says otherwise.

  $ bd count
  4
  $ bd count --json
  {"count": 4}
  $ bd count -s open
  3
  $ bd count --by-status
  3  open
  1  closed
  4  in all
  $ bd count --by-status --json
  {"total": 4, "groups": [{"group": "open", "count": 3}, {"group": "closed", "count": 1}]}
  $ bd count --by-priority
  1  P1
  2  P2
  1  P3
  4  in all
  $ bd count --by-type -s open
  1  bug
  1  gate
  1  task
  3  in all
  $ bd count --by-assignee
  4  (unassigned)
  4  in all
  $ bd count --by-label --json
  {"total": 4, "groups": [{"group": "(no labels)", "count": 3}, {"group": "auth", "count": 1}, {"group": "web", "count": 1}]}
  $ bd count --title nothing
  0
  $ bd count --title nothing --by-type --json
  {"total": 0, "groups": []}
  $ bd count --by-type --by-status
  Error: --by-status and --by-type do not go together
  Hint: bd count --help
  [2]
  $ bd count --limit 2
  Error: --limit does not apply to a count
  Hint: bd list, which sorts and limits
  [2]
  $ bd count --sort id --json
  {"error": "--sort does not apply to a count", "code": "usage", "hint": "bd list, which sorts and limits"}
  [2]

The quick form of create refuses what create refuses.

  $ bd q
  Error: TITLE is missing
  Hint: bd q --help
  [2]
  $ bd q "x" -p 9
  Error: not a priority: "9"
  Hint: 0 (most urgent) to 4, or P0 to P4
  [2]
  $ bd q " "
  Error: the title is empty
  Hint: bd create "what is to be done"
  [1]
