"""The tools of a conversation. Each is one file here, which says what it needs, when it is meant, and what is said.

A new tool is a new file: it is found by being in this folder.
"""
