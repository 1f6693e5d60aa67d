"""What a fact is: the model, the vocabulary of relations, dates and facts files."""
