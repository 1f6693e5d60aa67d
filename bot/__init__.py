"""Fan Facts: a Discord bot that answers fans' questions about shows from dated, sourced facts."""

__version__ = "0.1.0"
