"""Find duplicates and stories in a folder of texts on Spark, and brief each story.

python docs/examples/stories_on_spark.py TEXTS BRIEFS
spark-submit --master spark://head:7077 docs/examples/stories_on_spark.py TEXTS BRIEFS
"""

import sys

from pyspark.sql import SparkSession

from summarizer.spark import brief, near_duplicates, stories

NAME = "regexp_extract(input_file_name(), '([^/]+)[.]txt', 1) as id"


def main(texts: str, briefs: str) -> None:
    spark = SparkSession.builder.appName("stories").getOrCreate()
    articles = spark.read.text(f"{texts}/*.txt", wholetext=True).selectExpr(NAME, "value as text")
    copies, told, made = near_duplicates(articles), stories(articles), brief(articles, length="30w")
    print(f"{copies.where('of is not null').count()} of {copies.count()} repeat another")
    for row in told.groupBy("story", "heading").count().orderBy("story").collect():
        print(f"{row.story}: {row['count']} articles, {row.heading!r}")
    made.write.parquet(briefs)
    for row in made.orderBy("story").collect():
        print(f"{row.story}: {row.error or row.stories[0].text}")
    for kept in (copies, told, made):
        kept.unpersist()
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
