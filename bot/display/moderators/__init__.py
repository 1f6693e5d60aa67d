"""What moderators see and press: files, reviews, single facts, and what fans say of them.

Who presses is checked by the base classes in components.py: nothing here is for all.
"""
