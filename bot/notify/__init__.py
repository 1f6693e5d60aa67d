"""Notifications: the way of a letter, from a changed fact to a sent message.

1. Something changes: a load, a review, a retraction, a pin that ends. The store tells its watchers, after the
   commit.
2. ``news.NewsWriter`` waits a quiet time, in which a moderator may take a slip back. Then it compares what leads
   now with what was last told of each title that somebody follows, and asks again what fans wait to hear.
3. What differs becomes letters: one for each follower, one for each server that announces. They go into the
   outbox in the same transaction that keeps what leads now, so that a crash neither loses nor repeats any.
   Moderators' answers to fans come into the outbox on their own, and go the same way from there.
4. ``sender.LetterSender`` takes due letters out of the outbox, puts those to one receiver into one message, sends
   it, and notes what became of it: sent, given up, or to be tried again.

Each of the two is a ``background.BackgroundJob``: it runs when something wakes it, or when it said that it has more
to do, and never twice at a time. The cog ``cogs/background.py`` owns when they are woken and stopped.
"""
