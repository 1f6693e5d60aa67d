"""What moderators do with the facts: use cases that take the store and the day, and know no Discord."""
