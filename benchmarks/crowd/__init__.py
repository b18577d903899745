"""A crowd of invented articles of which is known what repeats what and what tells which story.

    python -m benchmarks.crowd write FILE TRUTH [--articles 10000] [--seed 8]
    python -m benchmarks.crowd score FOLDER TRUTH             what summarise batch wrote
    python -m benchmarks.crowd measure FILE TRUTH --task duplicates|stories [--jobs 2] [OPTION]…

FILE is JSON Lines with ``id``, ``title``, ``date`` and ``text``; TRUTH has a line for each of its
lines, with ``id``, ``story`` and ``copy_of``: the id of the article that it is a copy of, or null.
``measure`` runs ``summarise batch`` with the options that it does not know itself.

The world is the same in all crowds: 30,000 words with synonyms, 300 topics with words, people and
background sentences of their own, 150 sites with lines that stand in each of their articles.

* A **story** is an event of a topic: two to five people, places, two dozen words of its own, and
  12 to 30 facts. An article tells 40 to 80 % of them, short ones fewer, in other words and
  another order, with the topic's background and sentences of its own. 28 % of the articles are
  alone in their story, and one of 400 may be there. A fifth of the events befall the people and
  the place of the one before, 10 to 150 days from it.
* 15 % are **copies**: word for word, nearly (0.82 to 0.985 of the word triples, another site's
  lines around them or a paragraph more), or the first 50 to 90 %. One article for each 20,000 has
  hundreds of them.
* 3 % are **reports** made from forms, as of weather or shares, which differ in figures and names.

How alike they are was set by real web news. In the development half of a Multi-News sample the
similarity (see :mod:`summarizer.stories`) of two articles of one story has a median of 0.126 and a
third quartile of 0.19; here 0.13 and 0.18 among 2,000. What the truth is was decided so:

* *Copies of one article are at least 0.82 alike among themselves.* Of two that each changed a
  tenth of it, one repeats the other by less than four fifths: likeness is no partition and a truth
  that said they are copies would ask for what no reader sees who has the two of them alone.
* *Two reports on one place share 0.50 to 0.64 of their triples, those on two places 0.40 to 0.56*,
  the figures that happen to be the same apart. From two thirds on, four fifths of each are in the
  other, which is what a copy is: words alone do not tell it from one with changed words.
* *Each report is a story of its own*, though a grouping by words joins some. ``score`` gives the
  figures without them too.
* *Each article of a story tells two of three facts that say what happened*, as news does; so any
  two have one in common. Two of 20 to 60 words on one site may come to be the same but for a
  few words. They are no copies, and are left as they are: 5 among 10,000.
* *Pairs are of large groups first*: at 10,000 articles four stories have most of them. So
  ``score`` counts those of groups of up to 20 apart.
"""
