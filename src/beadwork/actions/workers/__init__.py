"""What a worker needs of the tracker: its issues, and the commit that its branch begins at."""
