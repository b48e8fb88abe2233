"""What `bd` and `gt` print and take alike: filters, signs, pages. Above `console/`, as it knows
issues and servers.
"""
