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

Only a directory of one's own is trusted with the socket.

  $ export BEADWORK_HOME="$PWD/home"; chmod 755 home/serve; bd serve start
  Error: HERE/home/serve is not a directory of yours alone; no command server listens there
  Hint: ls -ld HERE/home/serve
  [3]
