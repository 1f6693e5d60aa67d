"""What moderators see and press: files, reviews, single facts, and what fans say about them.

The base classes in components.py check who presses: nothing here is for all.
"""
