What a worker has finished comes from ledgers, each line with its proof.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ sed -i 's/"type": "town",/"type": "town", "entity": "ann.example", "chains": ["tools"],/' mayor/town.json
  $ git init --quiet --bare ~/ledger.git && git -C ~/code/widget push --quiet ~/ledger.git HEAD:main
  $ cd widget && bd create "Write the parser" --id wg-1 -a widget/toast -l skill:go --silent && bd create "Fix the lexer" -t bug --id wg-2 -a widget/toast -l lang:go,skill:sql --silent && bd create "Say thanks" --id wg-3 -a widget/toast --silent && bd create "Nux's own" --id wg-4 -a widget/nux --silent
  wg-1
  wg-2
  wg-3
  wg-4
  $ bd close wg-1 && bd close wg-2 && bd close wg-3 wg-4 && cd ..
  Closed wg-1: Write the parser
  Closed wg-2: Fix the lexer
  Closed wg-3: Say thanks
  Closed wg-4: Nux's own
  $ gt charsheet widget/toast
  No ledger has anything that widget/toast finished
  $ gt ledger publish widget --remote ~/ledger.git
  widget: 4 closed issues; pushed to git+file://HOME/ledger.git
    4 entries, the last has the digest DIGEST
  $ gt charsheet widget/toast
  widget/toast: 3 finished issues
  
  go   2  1 task, 1 bug
  -    1  1 task
  sql  1  1 bug
  
  DATE  wg-1  task  Write the parser  [go]
              hop://ann.example/tools/widget entry 1, source commit HASH
              digest DIGEST
  DATE  wg-2  bug  Fix the lexer  [go, sql]
              hop://ann.example/tools/widget entry 2, source commit HASH
              digest DIGEST
  DATE  wg-3  task  Say thanks
              hop://ann.example/tools/widget entry 3, source commit HASH
              digest DIGEST
  $ gt charsheet widget/toast --skill go --type bug
  widget/toast: 1 finished issue
  
  go   1  1 bug
  sql  1  1 bug
  
  DATE  wg-2  bug  Fix the lexer  [go, sql]
              hop://ann.example/tools/widget entry 2, source commit HASH
              digest DIGEST
  $ gt charsheet widget/toast --period 2001-Q4
  No ledger has anything that widget/toast finished
  $ gt charsheet widget/toast --period 2026-Q9
  Error: not a period: "2026-Q9"
  Hint: 2026, 2026-Q1, 2026-02, 2026-W07 or DATE
  [2]
  $ gt charsheet widget/toast --skill sql --json
  {"worker": "widget/toast", "count": 1, "skills": {"go": {"bug": 1}, "sql": {"bug": 1}}, "finished": [{"issue_id": "wg-2", "uri": "hop://ann.example/tools/widget/wg-2", "title": "Fix the lexer", "type": "bug", "skills": ["go", "sql"], "closed_at": "TIME", "proof": {"ledger": "hop://ann.example/tools/widget", "url": "git+file://HOME/ledger.git", "entry": 2, "digest": "DIGEST", "source_commit": "HASH"}, "validations": []}], "troubles": []}
  $ gt boot widget/toast --from ~/ledger.git
  Error: HOME/gt has rigs already, and boot is for an empty town
  Hint: known_chains in mayor/town.json, then gt charsheet NAME
  [1]
  $ gt install ~/other --quiet > /dev/null && cd ~/other && gt boot widget/toast --from ~/ledger.git
  widget/toast: 3 finished issues
  
  go   2  1 task, 1 bug
  -    1  1 task
  sql  1  1 bug
  
  DATE  wg-1  task  Write the parser  [go]
              hop://ann.example/tools/widget entry 1, source commit HASH
              digest DIGEST
  DATE  wg-2  bug  Fix the lexer  [go, sql]
              hop://ann.example/tools/widget entry 2, source commit HASH
              digest DIGEST
  DATE  wg-3  task  Say thanks
              hop://ann.example/tools/widget entry 3, source commit HASH
              digest DIGEST
  $ gt boot widget/nobody --from ~/ledger.git
  Error: the ledger of git+file://HOME/ledger.git has nothing that widget/nobody finished
  Hint: gt ledger show --from git+file://HOME/ledger.git
  [1]
  $ grep -A4 known_chains mayor/town.json
    "known_chains": {
      "ann.example/tools": {
        "widget": "git+file://HOME/ledger.git"
      }
    }
  $ gt charsheet widget/toast --skill sql
  widget/toast: 1 finished issue
  
  go   1  1 bug
  sql  1  1 bug
  
  DATE  wg-2  bug  Fix the lexer  [go, sql]
              hop://ann.example/tools/widget entry 2, source commit HASH
              digest DIGEST
  $ gt dolt stop --quiet && cd ~/gt
  Stopped the server (pid PID)
