"""Every figure that the README claims, measured in one run, each as a ratio to something measured
beside it.

`make bench` prints the speed table of the design. Two units: F is `python -I -c "import pymysql"`
as a whole process, B is the same rows written by bare SQL. Absolute times say little on a machine
that others use too; a ratio of medians, measured in turns, holds.
"""
