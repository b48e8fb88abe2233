"""A server started, waited for, stopped, restarted, or run as a service."""
