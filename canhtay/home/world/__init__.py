"""A synthetic city of any size, for load and scale work: plain rows written in bulk, as the verbs would have left them.

Every person is invented. The same order (teams, households, seed, day) gives the same rows, ids included.
"""
