"""From services' documents and anybody's tables to facts: pure readers, a module each, and the client that fetches."""
