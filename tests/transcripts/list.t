A list, and what more it can show of each issue.

  $ bd create "Fix the login" --id demo-1 -p 1 -a alice -l auth,web --due 2020-01-31
  Created demo-1: Fix the login (due TIME)
  $ bd create "Write the manual" --id demo-2 -t feature
  Created demo-2: Write the manual
  $ bd list
  ○ demo-1 P1 task    Fix the login @alice
  ○ demo-2 P2 feature Write the manual
  $ bd list -v | sed 's/[0-9]*m old/Nm old/; s/overdue [0-9]*d/overdue Nd/'
  ○ demo-1 P1 task    Nm old  @alice  due 2020-01-31  overdue Nd  auth, web  Fix the login
  ○ demo-2 P2 feature Nm old                                                    Write the manual
  $ bd ready -v | sed 's/[0-9]*m old/Nm old/; s/overdue [0-9]*d/overdue Nd/'
  ○ demo-1 P1 task    Nm old  @alice  due 2020-01-31  overdue Nd  auth, web  Fix the login
  ○ demo-2 P2 feature Nm old                                                    Write the manual
  $ bd config set list.columns labels,age
  Set list.columns to labels,age
  $ bd list | sed 's/[0-9]*m old/Nm old/; s/overdue [0-9]*d/overdue Nd/'
  ○ demo-1 P1 task    auth, web  Nm old  Fix the login @alice
  ○ demo-2 P2 feature            Nm old  Write the manual
  $ bd blocked
  Nothing is blocked
  $ bd list -v | sed 's/[0-9]*m old/Nm old/; s/overdue [0-9]*d/overdue Nd/'
  ○ demo-1 P1 task    Nm old  @alice  due 2020-01-31  overdue Nd  auth, web  Fix the login
  ○ demo-2 P2 feature Nm old                                                    Write the manual
  $ bd list --json -n 1 | sed 's/, "created_by.*//'
  [{"id": "demo-1", "title": "Fix the login", "status": "open", "priority": 1, "issue_type": "task", "assignee": "alice", "owner": "test@example.org"
  $ bd config set list.columns labels,colour
  Error: no column "colour" in a list
  Hint: some of age, assignee, due, overdue, labels
  [1]
  $ bd config unset list.columns
  Unset list.columns, which was labels,age
  $ env -u NO_COLOR FORCE_COLOR=1 bd list --id demo-1 | tr '\033' 'E'
  ○ E[1mdemo-1E[0m E[33mP1E[0m E[2mtask E[0mFix the loginE[36m @aliceE[0m
  $ FORCE_COLOR=1 NO_COLOR=1 bd list --id demo-1
  ○ demo-1 P1 task Fix the login @alice

Joiners belong to a title. What a terminal obeys is shown as �, wherever it comes from.

  $ bd create "$(printf '\360\237\221\251\342\200\215\360\237\221\247 \033[2Jhidden \342\200\256txet')" --id demo-3 -d "$(printf 'a\033]0;title\007b')"
  Created demo-3: 👩‍👧 �[2Jhidden �txet
  $ bd list --id demo-3
  ○ demo-3 P2 task 👩‍👧  [2Jhidden  txet
  $ bd show demo-3 | grep -v created
  ○ demo-3  👩‍👧 �[2Jhidden �txet
    P2 · task · open
  
  Description:
    a�]0;title�b
  
