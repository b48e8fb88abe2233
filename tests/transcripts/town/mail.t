Mail between those who work in a town: the mayor, the deacon, the workers of the rigs.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ gt mail inbox
  No mail for mayor/
  $ gt mail check
  No unread for mayor/
  [1]
  $ export GT_ADDRESS=widget/toast; gt mail send mayor/ -s "The build is red" -m "Since 9:40; I am on it."
  Sent hq-mail-ID to mayor/: The build is red
  $ gt mail check
  1 unread for mayor/
  $ gt mail inbox
  ● hq-mail-ID  widget/toast  just now  The build is red
  $ gt mail read $(gt mail inbox --json | grep -o 'hq-mail-[0-9a-z]*' | head -1)
  id       hq-mail-ID
  from     widget/toast
  to       mayor/
  sent     TIME
  subject  The build is red
  
    Since 9:40; I am on it.
  $ gt mail inbox
    hq-mail-ID  widget/toast  just now  The build is red
  $ gt mail check --json
  {"address": "mayor/", "unread": 0}
  [1]
  $ gt mail reply $(gt mail inbox --json | grep -o 'hq-mail-[0-9a-z]*' | head -1) -m "Thank you."
  Sent hq-mail-ID to widget/toast: Re: The build is red
  $ gt mail inbox widget/toast
  ● hq-mail-ID  mayor/  just now  Re: The build is red
  $ gt mail inbox widget/toast --json
  [{"id": "hq-mail-ID", "thread_id": "hq-mail-ID", "from": "mayor/", "to": ["widget/toast"], "subject": "Re: The build is red", "sent_at": "TIME"}]
  $ gt mail thread $(gt mail inbox --json | grep -o 'hq-mail-[0-9a-z]*' | head -1)
  id       hq-mail-ID
  from     widget/toast
  to       mayor/
  sent     TIME
  subject  The build is red
  
    Since 9:40; I am on it.
  
  id       hq-mail-ID
  thread   hq-mail-ID
  from     mayor/
  to       widget/toast
  sent     TIME
  subject  Re: The build is red
  
    Thank you.
  $ gt mail archive $(gt mail inbox --json | grep -o 'hq-mail-[0-9a-z]*' | head -1)
  Archived hq-mail-ID: The build is red
  $ gt mail inbox
  No mail for mayor/
  $ gt mail inbox --all
  ✓ hq-mail-ID  widget/toast  just now  The build is red
  $ gt mail unarchive $(gt mail inbox --all --json | grep -o 'hq-mail-[0-9a-z]*' | head -1)
  Put back hq-mail-ID: The build is red
  $ gt mail inbox
    hq-mail-ID  widget/toast  just now  The build is red
  $ gt mail unarchive nothing
  Error: no mail matching "nothing"
  Hint: gt mail inbox --all
  [1]
  $ echo "From a file." | gt mail send widget/toast deacon/ -s "Findings" --stdin
  Sent hq-mail-ID to widget/toast, deacon/: Findings

A channel is a list of addresses; mail to it goes to each member of now but the sender.

  $ gt mail channels
  No channels
  $ gt mail channels create dev widget/toast widget/nux
  channel:dev: widget/nux, widget/toast
  $ gt mail channels join dev
  channel:dev: mayor/, widget/nux, widget/toast
  $ gt mail send channel:dev -s "Freeze at noon"
  Sent hq-mail-ID to widget/nux, widget/toast: Freeze at noon
  $ gt mail channels leave dev widget/nux
  channel:dev: mayor/, widget/toast
  $ gt mail channels --json
  [{"id": "hq-channel-ID", "name": "dev", "address": "channel:dev", "type": "broadcast", "members": ["mayor/", "widget/toast"], "created_at": "TIME"}]
  $ gt mail channels create dev
  Error: there is a channel dev already
  Hint: gt mail channels list
  [1]
  $ gt mail channels create "The Channel"
  Error: not a name for a channel: "The Channel"
  Hint: letters, digits, _ . and -, 63 at most: dev
  [1]
  $ gt mail channels join nothing
  Error: no channel "nothing"
  Hint: gt mail channels create nothing
  [1]
  $ gt mail channels delete dev widget/toast
  Error: delete takes one name: "widget/toast"
  Hint: gt mail channels leave dev widget/toast
  [2]
  $ gt mail channels delete dev
  Deleted channel:dev, of mayor/, widget/toast
  $ gt mail channels delete dev
  Error: no channel "dev"
  Hint: gt mail channels list
  [1]
  $ gt mail channels
  No channels
  $ gt mail channels create
  Error: create needs the name of a channel
  Hint: gt mail channels create dev
  [2]

What is refused.

  $ gt mail send nobody -s "Hello"
  Error: not an address: "nobody"
  Hint: an address is mayor/, deacon/, RIG/NAME or channel:NAME
  [1]
  $ gt mail send gadget/toast -s "Hello"
  Error: no rig "gadget" in HOME/gt
  Hint: the rigs are: widget
  [1]
  $ gt mail send channel:nothing -s "Hello"
  Error: no channel "nothing"
  Hint: gt mail channels list
  [1]
  $ gt mail send mayor/
  Error: -s/--subject is missing
  Hint: gt mail send --help
  [2]
  $ gt mail send mayor/ -s ""
  Error: the subject is empty
  Hint: gt mail send TO -s "what it is about"
  [1]
  $ gt mail send mayor/ -s "Hello" -m "once" --stdin
  Error: the body is given twice
  Hint: use one of -m and --stdin
  [2]
  $ gt mail send daemon/ -s "Hello"
  Error: the daemon writes mail and reads none
  Hint: gt mail send mayor/ -s SUBJECT
  [1]
  $ gt mail read nothing
  Error: no mail matching "nothing"
  Hint: gt mail inbox --all
  [1]
  $ gt mail read hq-mail 2>&1 | cut -c 1-40
  Error: "hq-mail" is the prefix of every
  Hint: write more characters of the id
  $ gt mail archive nothing
  Error: no mail matching "nothing"
  Hint: gt mail inbox --all
  [1]
  $ gt mail check nobody
  Error: not an address: "nobody"
  Hint: an address is mayor/, deacon/, RIG/NAME or channel:NAME
  [1]
  $ gt --readonly mail send mayor/ -s "Hello"
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
