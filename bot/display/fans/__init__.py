"""What fans see and press: answers, and what they may do about them."""
