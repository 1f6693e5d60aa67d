"""What fans see and press: answers, and what they can do with them."""
