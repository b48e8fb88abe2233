"""Which server a workspace is on, and its connection: opened, checked, brought back."""
