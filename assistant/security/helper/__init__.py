"""The processes outside the network lock: one that takes requests, and one for each download, confined.

They import the standard library and little of ours, and hold neither key nor texts.
"""
