What an issue should say depends on its type.

  $ bd lint
  Nothing is missing
  $ bd create "Login fails" -t bug --id demo-1 --silent
  demo-1
  $ bd create "Logout fails" -t bug --id demo-2 -d "Steps: open it, click on it" --silent
  demo-2
  $ bd create "Passkeys" -t feature --id demo-3 -d "With a key" --silent
  demo-3
  $ bd create "Search" -t epic --id demo-4 -d "Find it" --acceptance "It is found" --silent
  demo-4
  $ bd create "Tidy up" -t chore --id demo-5 --silent
  demo-5
  $ bd create "Do it" --id demo-6 --silent
  demo-6
  $ bd lint
  ○ demo-6 P2 task    Do it - no description
  ○ demo-3 P2 feature Passkeys - no criteria
  ○ demo-1 P2 bug     Login fails - no description, steps
  $ bd lint -t feature --json
  [{"id": "demo-3", "title": "Passkeys", "issue_type": "feature", "status": "open", "missing": ["acceptance criteria"]}]
  $ bd lint -n 1
  ○ demo-6 P2 task Do it - no description
  Showing 1 of 3 (--limit 0 for all)
  $ bd lint -t epic
  Nothing is missing
  $ bd lint -p high
  Error: not a priority: "high"
  Hint: 0 (most urgent) to 4, or P0 to P4
  [2]
