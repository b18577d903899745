"""Batches on Spark, for DataFrames or files.

``frames`` and ``gathering`` go from DataFrame to DataFrame, the latter with all articles together;
``engine`` and ``grouping`` do a batch of files into a folder, which ``reading`` reads and
``writing`` writes. ``flow`` runs on Spark what is done with all documents. ``sessions`` starts
Spark and reports its errors; ``workers`` runs inside a task. Nothing else imports
pyspark.
"""

from .engine import summarise_all
from .frames import summarise
from .gathering import brief, near_duplicates, stories

__all__ = ["brief", "near_duplicates", "stories", "summarise", "summarise_all"]
