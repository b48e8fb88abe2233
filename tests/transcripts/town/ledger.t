A public ledger has the closed issues of a rig, and can be proven.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ git init --quiet --bare ~/ledger.git && git -C ~/code/widget push --quiet ~/ledger.git HEAD:main
  $ cd widget && bd create "Pay the invoice" --id wg-1 && bd create "Ask the bank" --id wg-2 && bd create "Salaries" --id wg-3 -l private
  Created wg-1: Pay the invoice
  Created wg-2: Ask the bank
  Created wg-3: Salaries
  $ bd close wg-1 wg-3 --reason done && cd ..
  Closed wg-1: Pay the invoice
  Closed wg-3: Salaries
  $ gt ledger publish widget
  Error: widget has no remote for its ledger
  Hint: gt ledger publish widget --remote URL
  [1]
  $ gt ledger publish widget --remote ~/ledger.git
  widget: 1 closed issue; pushed to git+file://HOME/ledger.git
    1 entry, the last has the digest DIGEST
  $ gt ledger publish
  widget: nothing new; the same as on git+file://HOME/ledger.git
    1 entry, the last has the digest DIGEST
  $ gt ledger status
  widget  1 entry    pushed to git+file://HOME/ledger.git
  $ gt ledger show widget
       1  DIGEST  closed  wg-1  Pay the invoice
  $ gt ledger verify
  widget: 1 entry, as they were published, 1 compared with the source
  $ bd update wg-1 --title "Pay the invoices" && gt ledger status widget && gt ledger publish
  Updated wg-1: Pay the invoices
  widget  1 entry  1 to publish  pushed to git+file://HOME/ledger.git
  widget: 1 correction; pushed to git+file://HOME/ledger.git
    2 entries, the last has the digest DIGEST
  $ bd reopen wg-1 && gt ledger publish widget
  Reopened wg-1: Pay the invoices
  widget: 1 note of a reopening; pushed to git+file://HOME/ledger.git
    3 entries, the last has the digest DIGEST
  $ gt ledger show widget wg-1 | grep -v -e _at -e 0000
  1  DIGEST  closed  wg-1  Pay the invoice
  digest         DIGEST
  source commit  HASH
  close_reason   done
  created_by     Test Person
  id             wg-1
  issue_type     task
  priority       2
  title          Pay the invoice
  
  2  DIGEST  correction of 1  wg-1  Pay the invoices
  digest         DIGEST
  previous       DIGEST
  source commit  HASH
  corrects       1
  close_reason   done
  created_by     Test Person
  id             wg-1
  issue_type     task
  priority       2
  title          Pay the invoices
  
  3  DIGEST  reopened of 2  wg-1
  digest         DIGEST
  previous       DIGEST
  source commit  HASH
  corrects       2
  $ gt ledger verify --from ~/ledger.git
  HOME/ledger.git: 3 entries, as they were published
  $ gt ledger show --from ~/ledger.git
       1  DIGEST  closed  wg-1  Pay the invoice
       2  DIGEST  correction of 1  wg-1  Pay the invoices
       3  DIGEST  reopened of 2  wg-1
  $ gt ledger show widget 9
  Error: the ledger has no entry "9"
  Hint: a number, or the id of an issue
  [1]
  $ gt ledger publish --remote x
  Error: --remote is for one rig
  Hint: gt ledger publish RIG --remote URL
  [2]
  $ gt ledger verify nowhere
  Error: no rig "nowhere" in HOME/gt
  Hint: the rigs are: widget
  [1]
  $ gt --readonly ledger publish
  Error: ledger publish writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
