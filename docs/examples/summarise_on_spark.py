"""Summarise a folder of texts on Spark and write Parquet.

python docs/examples/summarise_on_spark.py TEXTS SUMMARIES
spark-submit --master spark://head:7077 docs/examples/summarise_on_spark.py TEXTS SUMMARIES
"""

import sys

from pyspark.sql import SparkSession

from summarizer.spark import summarise

NAME = "regexp_extract(input_file_name(), '([^/]+)[.]txt', 1) as id"


def main(texts: str, summaries: str) -> None:
    spark = SparkSession.builder.appName("summaries").getOrCreate()
    articles = spark.read.text(f"{texts}/*.txt", wholetext=True).selectExpr(NAME, "value as text")
    summarise(articles, length=1).write.parquet(summaries)
    made = spark.read.parquet(summaries)
    for row in made.orderBy("id").collect():
        text = row.error or row.text
        print(f"{row.id}: {text[:61]}")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
