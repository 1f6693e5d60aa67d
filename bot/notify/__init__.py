"""Notifications: a letter's way from a changed fact to a sent message.

1. Something changes: a load, a review, a retraction, a pin that ends. The store tells its watchers, after the
   commit.
2. ``news.NewsWriter`` waits for a quiet spell, in which a moderator may take back a slip. Then it compares what
   leads now with what was last told of each followed title, and asks again what fans are waiting to hear.
3. What differs becomes letters: one for each follower, one for each server that announces. They enter the outbox
   in the transaction that records what leads now, so that a crash neither loses nor repeats any.
   Moderators' answers to fans enter the outbox directly, and go the same way from there.
4. ``sender.LetterSender`` takes due letters from the outbox, combines those to one receiver into one message, sends
   it, and records the outcome: sent, given up, or to be tried again.
5. Before a letter is tried again, ``sent_before`` looks whether it stands in its conversation already.

Both are a ``background.BackgroundJob``: it runs when something wakes it, or when it said it would have more to do,
and never twice at a time. The cog ``cogs/background.py`` owns when they are woken and stopped.
"""
