"""The only place that opens files: reading within bounds, JSON, YAML, writing whole, and links."""
