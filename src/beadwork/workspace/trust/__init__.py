"""What the person trusts of what only files of a repository say: servers, redirects, towns."""
