"""What the person trusts although only files of a repository name it: servers, redirects, towns."""
