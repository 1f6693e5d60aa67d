"""What moderators do with the facts: use cases that take the store and the day, and know no Discord.

What cannot be done is a value if the caller can carry on from it, else a ModerationError; display/ turns either into
words that are safe to show.
"""

from bot.moderation.errors import ModerationError

__all__ = ["ModerationError"]
