"""Which server a workspace lives on, and the line to it: opened, proven, brought back."""
