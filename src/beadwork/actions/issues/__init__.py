"""Changes of issues, and the page that shows one."""
