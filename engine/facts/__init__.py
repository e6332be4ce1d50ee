"""What a condition may see, gathered: record, before, actor, input, related records, sets, parameters, now.

``scene`` holds the circumstances of one ask, ``view`` the records as that ask sees them, ``gather`` makes the facts.
"""
