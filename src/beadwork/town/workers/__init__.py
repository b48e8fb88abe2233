"""Workers (polecats): each has a record, a Dolt branch, a git worktree and a tmux session."""
