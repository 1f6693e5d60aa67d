"""What belongs together: which show a sentence speaks of, and which values, parts and seasons are whose, by learnt evidence."""
