"""What `bd` and `gt` print and parse alike: filters, signs, pages. It stands above `console/`, as
it knows issues and servers.
"""
