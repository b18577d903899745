"""What hangs together by more links than one machine holds: by the workers, in rounds.

Alternating stars (Kiveris et al. 2014, "Connected components in MapReduce and beyond"): every
number is linked to the least of its neighbours, in turn of the larger and of the smaller ones,
until all of a component are linked to its least number. The rounds grow with the logarithm of the
count, squared at most, and not with the longest path, as those of a plain spreading of labels do.
"""

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from ..batch.arrow import column, table_of
from ..batch.candidates import Numbers
from ..batch.flow import Schema, Step

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

By = Callable[["DataFrame", str, Step, Schema], "DataFrame"]
"""A table through a step that sees all rows of one value of a column together."""

_STEP = 1.25  # by which a link has to be stronger, each time a part is too large

_EDGES: Schema = {"one": "int64", "other": "int64"}


def parts_of(links: "DataFrame", largest: int, by: By) -> "DataFrame":
    """What hangs together by links, as ``key``, ``part`` and ``cut``.

    A part that is too large loses its weakest links, again and again, until it has fallen into
    parts that are not: each time those not a quarter stronger than the weakest, or of equally
    strong ones some that a hash names. So where no part is too large the result is that of
    ``candidates.Forest.parts``. Where one is, that grows parts link by link until they are full,
    and here they may be smaller; and who is left alone by it is not in the table.

    Args:
        links: ``one``, ``other`` and ``strength``, above 0.
        largest: how many keys a part may have.
        by: how rows are brought together.
    """
    from pyspark.sql import functions as F  # noqa: N812 -- as all call it

    found: list[DataFrame] = []
    left = checkpointed(links.select("one", "other", "strength"))
    while not left.isEmpty():
        labels = checkpointed(labels_of(left, by))
        large = labels.groupBy("part").count().where(F.col("count") > largest).select("part")
        fine = labels.join(large, "part", "left_anti").select("key", "part")
        found.append(fine.withColumn("cut", F.lit(bool(found))))
        keys = labels.join(large, "part").select(F.col("key").alias("one"), "part")
        left = checkpointed(_weakened(left.join(keys, "one"), len(found)))
    nothing = links.sparkSession.createDataFrame([], "key bigint, part bigint, cut boolean")
    return reduce(type(links).union, found, nothing)


def _weakened(links: "DataFrame", turn: int) -> "DataFrame":
    """The stronger links of each part."""
    from pyspark.sql import functions as F  # noqa: N812 -- as all call it

    bounds = links.groupBy("part").agg(F.min("strength").alias("lo"), F.max("strength").alias("hi"))
    by_chance = 1 + F.pmod(F.xxhash64("one", "other", F.lit(turn)), F.lit(2**20)) / 2**20
    alike = F.col("lo") == F.col("hi")
    least = F.when(alike, 1.5).otherwise(F.least(F.col("lo") * _STEP, "hi"))
    rows = links.join(bounds, "part").select(
        "one",
        "other",
        F.when(alike, by_chance).otherwise(F.col("strength")).alias("strength"),
        least.alias("least"),
    )
    return rows.where(F.col("strength") >= F.col("least")).drop("least")


def large_star(table: Any) -> Any:
    """Link the larger neighbours of each number to the least of it and of all its neighbours.

    Args:
        table: ``one`` and ``other``, each edge from both ends, all of a ``one`` among them.
    """
    one, other, least = _with_least(table)
    larger = other > one
    return _edges(other[larger], least[larger])


def small_star(table: Any) -> Any:
    """Link each number and its smaller neighbours to the least of these.

    Args:
        table: ``one`` and ``other``, the smaller, all of a ``one`` among them.
    """
    one, other, least = _with_least(table)
    return _edges(np.concatenate([one, other]), np.concatenate([least, least]))


def _with_least(table: Any) -> tuple[Numbers, Numbers, Numbers]:
    """Each edge, and the least of all that the number it starts from is linked with, and of it."""
    one, other = column(table, "one"), column(table, "other")
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    first = np.searchsorted(one, one)
    return one, other, np.minimum(one, other[first])


def _edges(one: Numbers, other: Numbers) -> Any:
    kept = one != other
    pairs = np.unique(np.array([one[kept], other[kept]]), axis=1)
    return table_of({"one": pairs[0], "other": pairs[1]})


def labels_of(links: "DataFrame", by: By) -> "DataFrame":
    """``key`` and ``part``: of each number that is linked the least that it hangs together with.

    Args:
        links: ``one`` and ``other``.
        by: how rows are brought together.
    """
    from pyspark.sql import functions as F  # noqa: N812 -- as all call it

    one, other = F.col("one"), F.col("other")
    edges = links.select(F.greatest(one, other).alias("one"), F.least(one, other).alias("other"))
    seen, now = None, (-1, 0)
    while seen != now:
        seen = now
        both = edges.union(edges.select(other.alias("one"), one.alias("other")))
        large = by(both, "one", large_star, _EDGES)
        edges = checkpointed(by(large, "one", small_star, _EDGES))
        now = _state(edges)
    roots = edges.select(other.alias("key")).distinct().select("key", F.col("key").alias("part"))
    return edges.select(one.alias("key"), other.alias("part")).union(roots)


def _state(edges: "DataFrame") -> tuple[int, int]:
    """What is the same for the same edges, and for no others but by an accident in 10¹⁹."""
    from pyspark.sql import functions as F  # noqa: N812 -- as all call it

    mixed_up = F.xxhash64("one", "other").cast("decimal(38,0)")
    count, total = edges.select(F.count("*"), F.sum(mixed_up)).collect()[0]
    return count, int(total or 0)


def checkpointed(df: "DataFrame") -> "DataFrame":
    """The rows without the story of how they came about, which grows with each round.

    They are in the folder of checkpoints, where the session has one, and else on the workers,
    where they are lost with a worker that dies.
    """
    if df.sparkSession.sparkContext.getCheckpointDir():
        return df.checkpoint()
    return df.localCheckpoint()
