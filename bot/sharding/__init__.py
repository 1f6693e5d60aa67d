"""Several processes that share a bot's shards: who serves which, and how discord.py is told so."""
