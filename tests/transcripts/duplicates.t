Open issues that say the same.

  $ bd create "Login fails" -t bug --id demo-1 --silent
  demo-1
  $ bd duplicates
  No duplicates
  $ bd create "login  FAILS!" --id demo-2 --silent
  demo-2
  $ bd create "Login fails" -d "on Safari" --id demo-3 --silent
  demo-3
  $ bd create "Login fails." -d "On  Safari" --id demo-4 --silent
  demo-4
  $ bd duplicates
  ○ demo-1 P2 bug  Login fails
  ○ demo-2 P2 task login  FAILS!
  
  ○ demo-3 P2 task Login fails
  ○ demo-4 P2 task Login fails.
  $ bd duplicates -t task --json | grep -o '"id": "[^"]*"'
  "id": "demo-3"
  "id": "demo-4"
  $ bd duplicates -n 1 -q
  ○ demo-1 P2 bug  Login fails
  ○ demo-2 P2 task login  FAILS!
  $ bd close demo-2 demo-4
  Closed demo-2: login  FAILS!
  Closed demo-4: Login fails.
  $ bd duplicates --json
  []
