"""What moderators see and press: files, reviews, single facts, and what fans say of them."""
