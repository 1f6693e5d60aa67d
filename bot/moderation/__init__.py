"""What moderators do with the facts: use cases that take the store and the day, and know no Discord.

What cannot be done is a value where the caller goes on from it, and a ModerationError where there is nothing to go on
from; display/ turns either into words that are safe to show.
"""

from bot.moderation.errors import ModerationError

__all__ = ["ModerationError"]
