The command server runs short commands in processes that have everything loaded. Nothing but the
time that a command takes depends on it.

  $ export BEADWORK_HOME="$PWD/home"; bd serve status
  No command server of yours runs
  [3]
  $ export BEADWORK_HOME="$PWD/home"; bd serve start | sed 's/[0-9][0-9]*/N/'
  Started the command server (pid N)
  $ export BEADWORK_HOME="$PWD/home"; bd serve start | sed 's/[0-9][0-9]*/N/'
  The command server runs already (pid N)
  $ export BEADWORK_HOME="$PWD/home"; bd serve start --foreground
  The command server runs already
  $ export BEADWORK_HOME="$PWD/home"; bd serve status | sed 's/pid .*/pid     N/; s,/.*,SOCKET,'
  state   running
  pid     N
  socket  SOCKET
  $ export BEADWORK_HOME="$PWD/home"; bd serve restart | sed 's/[0-9][0-9]*/N/'
  Started the command server (pid N)
  $ export BEADWORK_HOME="$PWD/home"; bd serve stop | sed 's/[0-9][0-9]*/N/'
  Stopped the command server (pid N)
  $ export BEADWORK_HOME="$PWD/home"; bd serve stop --json
  {"stopped": false}

A setting of it holds in all workspaces. Where it is off, no command starts one.

  $ export BEADWORK_HOME="$PWD/home"; bd serve set serve.idle 3600
  serve.idle = 3600
  $ export BEADWORK_HOME="$PWD/home"; bd serve set serve.idle soon
  Error: serve.idle cannot be "soon"
  Hint: a number of seconds, such as 900
  [1]
  $ export BEADWORK_HOME="$PWD/home"; bd serve set serve off
  serve = off
  $ export BEADWORK_HOME="$PWD/home"; bd serve set serve ""
  serve is no longer set
  $ bd serve set colour blue
  Error: no setting "colour" of the command server
  Hint: serve or serve.idle
  [2]

Only a directory of one's own is trusted with the socket.

  $ export BEADWORK_HOME="$PWD/home"; chmod 755 home/serve; bd serve start
  Error: HERE/home/serve is not a directory of yours alone; no command server listens there
  Hint: ls -ld HERE/home/serve
  [3]
