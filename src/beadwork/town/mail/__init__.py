"""Mail between the addresses of a town: messages and channels in `hq`."""
