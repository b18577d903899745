"""What holds where a caller says nothing; for the command too, which loads no more to say it."""

DEFAULT_METHOD = "coverage"
"""The best on most sets of both kinds; docs/accuracy.md has the table."""

CONTEXT_LENGTH = "2000t"
"""The default budget of the context for a language model."""

ARTICLE_LENGTH = 3
"""The default length of the summary of an article."""

BRIEF_LENGTH = "120w"
"""The default length of each story of a brief."""

FOCUS = 0.5
"""The default weight of a query: what has nothing to do with it counts so much less."""

CEILING = 0.5
"""The default ceiling: of two sentences whose cosine is higher the second tells little new."""
