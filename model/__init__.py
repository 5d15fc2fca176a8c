"""What a school's application is and what the rules say about it: frozen values and pure functions.

Nothing here knows files, git, screens or the clock: the day, the time and the author are passed in.
"""
