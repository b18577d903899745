"""All documents of a batch as tables: near-duplicates, stories, and the rows of output.

Each step goes from a table of Arrow to another and knows neither process, folder nor cluster;
``dataflow`` is what an engine has to offer to run them.
"""
