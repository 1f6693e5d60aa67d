"""Learning to read: from marked articles to the weights of the evidence."""
