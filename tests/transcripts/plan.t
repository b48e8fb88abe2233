A plan in Markdown becomes issues, all in one commit.

  $ cat > plan.md <<'END'
  > # The release
  > 
  > ## Print it
  > ### Parent
  > Write the report
  > ### Dependencies
  > Collect the data
  > 
  > ## Write the report
  > For the board.
  > ### Type
  > epic
  > ### Priority
  > 1
  > ### ID
  > demo-r
  > 
  > ## Collect the data
  > ### Parent
  > Write the report
  > ### Estimate
  > 2h
  > ### Labels
  > data, archive
  > END
  $ bd create -f plan.md --dry-run
  Would create: P2 task: Print it
  Would create: P1 epic: Write the report
  Would create: P2 task: Collect the data
  $ bd create -f plan.md
  ○ demo-r P1 Write the report
    ○ demo-r.1 P2 Print it
    ○ demo-r.2 P2 Collect the data
  Created 3 issues, 1 of them ready
  $ bd show demo-r.1 --json | grep -o '"title": "[^"]*"' | head -2
  "title": "Print it"
  "title": "Write the report"
  $ bd log -n 1 | sed -n 2p
    bd: create -f plan.md: 3 issues
  Showing 1, and there are more (--limit 0 for all)
  $ bd create -f - --silent <<'END'
  > # Clean up
  > - [ ] sweep
  > - [ ] mop
  > END
  demo-ID
  demo-ID.1
  demo-ID.2
  $ bd list --tree
  ○ demo-r P1 Write the report
    ○ demo-r.1 P2 Print it
    ○ demo-r.2 P2 Collect the data
  ○ demo-ID P2 Clean up
    ○ demo-ID.1 P2 sweep
    ○ demo-ID.2 P2 mop

Mistakes name the line, and nothing is filed.

  $ printf '## One\n\n## Two\n### Priority\nhigh\n' > bad.md
  $ bd create -f bad.md
  Error: bad.md:3: not a priority: "high"
  Hint: 0 (most urgent) to 4, or P0 to P4
  [2]
  $ printf '## One\n\n## Two\n### Dependencies\ndemo-nope\n' > bad.md
  $ bd create -f bad.md
  Error: bad.md:3: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ printf '## One\n### Dependencies\nTwo\n\n## Two\n### Dependencies\nOne\n' | bd create -f -
  Error: standard input:5: "Two" cannot wait for "One": that closes the cycle "Two" -> "One" -> "Two"
  Hint: bd create --help
  [1]
  $ printf '## One\n### Estimate\nlong\n' | bd create -f -
  Error: standard input:1: "long" is no estimate
  Hint: minutes, or hours and minutes: 90, 2h, 1h30
  [2]
  $ printf '## One\n### Due\nsomeday\n' | bd create -f -
  Error: standard input:1: not a date: "someday"
  Hint: write +6h, 2w, tomorrow, "next monday" or 2026-02-01
  [2]
  $ printf '## One\n### Type\nwish\n' | bd create -f - --json
  {"error": "standard input:1: unknown issue type \"wish\"", "code": "usage", "hint": "one of bug, feature, task, epic, chore, decision, message, spike, story, milestone, molecule, gate, agent, convoy, event, role, rig, merge-request; more by `bd config set types.custom name,…`", "errors": [{"line": 1, "error": "unknown issue type \"wish\"", "code": "usage", "hint": "one of bug, feature, task, epic, chore, decision, message, spike, story, milestone, molecule, gate, agent, convoy, event, role, rig, merge-request; more by `bd config set types.custom name,…`"}]}
  [2]
  $ printf '## One\n### Parent\ndemo-nope\n' | bd create -f -
  Error: standard input:1: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ printf '## One\n### Due\nsomeday\n\n## Two\n### Type\nwish\n' > bad.md
  $ bd create -f bad.md
  Error: 2 errors in bad.md, and nothing was created:
  bad.md:1: not a date: "someday"
  bad.md:5: unknown issue type "wish"
  Hint: bd create --help
  [1]
  $ bd create -f bad.md --dry-run --json | cat
  {"error": "2 errors in bad.md, and nothing was created:\nbad.md:1: not a date: \"someday\"\nbad.md:5: unknown issue type \"wish\"", "code": "plan_refused", "hint": "bd create --help", "errors": [{"line": 1, "error": "not a date: \"someday\"", "code": "usage", "hint": "write +6h, 2w, tomorrow, \"next monday\" or 2026-02-01"}, {"line": 5, "error": "unknown issue type \"wish\"", "code": "usage", "hint": "one of bug, feature, task, epic, chore, decision, message, spike, story, milestone, molecule, gate, agent, convoy, event, role, rig, merge-request; more by `bd config set types.custom name,…`"}]}
  $ printf 'just text\n' | bd create -f -
  Error: standard input plans no issue
  Hint: begin each issue with a line "## Title"
  [1]
  $ bd create -f nothing.md
  Error: nothing.md cannot be read: No such file or directory
  Hint: ls -l nothing.md
  [1]
  $ bd list --title One
  No issues
