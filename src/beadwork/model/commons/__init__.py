"""The commons: plans that towns share early, as copies with the name of their origin."""
