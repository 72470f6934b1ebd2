"""The network: one guarded client, and the services asked through it."""
