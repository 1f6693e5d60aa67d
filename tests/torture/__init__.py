"""What strangers may do to stop or break the bot, made from a seed: a little of it as tests, an hour of it on demand."""
