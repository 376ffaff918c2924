"""Copies: which sticker was seen where and when, and whether one item can have been in all those places.

A booth writes down a keyed hash of the serial, the hour, and its own name: no person, no picture, no text. Booths
share what they wrote as files that they sign; whatever the order in which they are merged, all come to the same.

limits.py    the thresholds, from the settings
booths.py    the booths of the town: places, keys, links
doubts.py    from sightings of one sticker to doubts
state.py     the replicated data type, pure: what merging means
memory.py    the same on disk, in one thread
exchange.py  the file that a booth signs and others merge
link.py      fetching it, and offering it
simulate.py  how many copies the thresholds catch, and how often they are wrong
"""
