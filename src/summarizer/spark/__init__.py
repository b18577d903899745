"""The same functions on Spark: a guest, which brings DataFrames or files to what batch runs.

``frames`` goes from DataFrame to DataFrame; ``engine`` does a batch of files into a folder;
``sessions`` starts Spark, and says in a line what ails it; ``workers`` is the inside of a task.
Nothing else imports pyspark.
"""

from .engine import summarise_all
from .frames import summarise

__all__ = ["summarise", "summarise_all"]
