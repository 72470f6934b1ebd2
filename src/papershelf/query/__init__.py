"""Questions to a catalogue: which papers, which rows of a board.

``questions`` answers them as records, ``forms`` writes the answers as text.
"""

from papershelf.query.questions import STATES, Hit, Question, Unknown, answers, millions

__all__ = ["STATES", "Hit", "Question", "Unknown", "answers", "millions"]
