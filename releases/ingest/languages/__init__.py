"""The words a press office uses, one file of data a language.

Labels and month names are read in every language at once, because a French release may say "For
immediate release"; verbs of saying, roles and names of bodies in the release's own language and in English.
"""
