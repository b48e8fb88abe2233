An issue of another town is shown from its public ledger, and proven.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ sed -i 's/"type": "town",/"type": "town", "entity": "ann.example", "chains": ["tools"], "known_chains": {"bob.example\/web": {"shop": "HOME\/shop.git"}},/; s#HOME#'$HOME'#' mayor/town.json
  $ git init --quiet --bare ~/ledger.git && git -C ~/code/widget push --quiet ~/ledger.git HEAD:main
  $ cd widget && bd create "Pay the invoice" --id wg-1 -l skill:go -d "With interest" -a widget/toast && bd close wg-1 --reason done
  Created wg-1: Pay the invoice
  Closed wg-1: Pay the invoice
  $ cd .. && gt ledger publish widget --remote ~/ledger.git
  widget: 1 closed issue; pushed to git+file://HOME/ledger.git
    1 entry, the last has the digest DIGEST
  $ bd show hop://ann.example/tools/widget/wg-1
  hop://ann.example/tools/widget/wg-1 · Pay the invoice   [closed]
  issue type     task
  priority       2
  assignee       widget/toast
  created at     TIME
  closed at      TIME
  close reason   done
  labels         skill:go
  
  Description
    With interest
  
  ledger         git+file://HOME/ledger.git
  proof          entry 1, DIGEST
  source commit  HASH
  published      TIME
  fetched        of this town: read now
  $ bd show hop://ann.example/tools/widget/wg-1 --short
  hop://ann.example/tools/widget/wg-1 · Pay the invoice   [closed]
  $ bd show hop://ann.example/tools/widget/wg-2
  Error: the ledger of widget, of TIME, has no issue wg-2: it is not closed, not public, or there is none
  Hint: gt ledger show --from git+file://HOME/ledger.git
  [1]
  $ bd show hop://bob.example/web/shop/shop-1
  Error: no ledger could be fetched from git+file://HOME/shop.git: fatal: 'HOME/shop.git' does not appear to be a git repository
  Hint: git ls-remote file://HOME/shop.git
  [1]
  $ cp -r ~/ledger.git ~/shop.git && bd show hop://bob.example/web/shop/shop-1
  Error: git+file://HOME/shop.git is the ledger of 'hop://ann.example/tools/widget', not of hop://bob.example/web/shop
  Hint: correct known_chains in mayor/town.json
  [1]
  $ bd show hop://eve/web/shop/shop-1
  Error: this town knows no chain eve/web
  Hint: "known_chains": {"eve/web": {"shop": "URL"}} in mayor/town.json
  [1]
  $ bd show hop://bob.example/web/../shop-1
  Error: "hop://bob.example/web/../shop-1" is no hop:// URI: ".." cannot be the rig
  Hint: hop://entity/chain/rig/issue-id
  [1]
  $ bd show wg-1 hop://bob.example/web/shop/shop-1
  Error: ids of this tracker and hop:// URIs are shown apart
  Hint: bd show hop://…
  [2]
  $ bd show hop://bob.example/web/shop/shop-1 --refs
  Error: --children, --refs and --as-of are of this tracker; a ledger has what was published
  Hint: bd show hop://bob.example/web/shop/shop-1
  [2]
