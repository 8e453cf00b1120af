"""The whole installation in one file, and back: database, media, the journal's head, checksums.

A package of the command line and no room: it knows no record, only stores, tables and files.
"""
