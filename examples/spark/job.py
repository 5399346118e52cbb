"""Figures of an archive of news as a table, by Apache Spark.

    spark-submit job.py INPUT OUTPUT [--format json|parquet] [--partitions N]

INPUT holds documents as JSON lines (also compressed) or as Parquet with the columns id, text (or html, or markdown),
title, published, url and category, as far as they are known. OUTPUT/records becomes Parquet with the columns of
`extract schema --spark`, OUTPUT/errors JSON lines {"id", "error"} for the documents that could not be read.
`extract` must be on the PATH of the driver and of the executors. Needs nothing in Python but PySpark.
"""

import argparse
import json
import subprocess
import threading

# One job: Spark already runs as many of these side by side as an executor has cores.
EXTRACT = ["extract", "--from", "ndjson", "--format", "ndjson", "--errors", "-", "--jobs", "1", "-"]
FIELDS = ["id", "title", "published", "url", "category", "text", "html", "markdown"]


def run_extract(documents):
    """The lines that one process makes of a partition's lines.

    As `rdd.pipe`, but a partition that cannot be read to its end, or a program that is killed, fails the task, so that
    Spark tries it again: what came out until then is dropped with it, and no record is lost or written twice.
    """
    program = subprocess.Popen(EXTRACT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    broken = []

    def feed():
        try:
            with program.stdin:
                for line in documents:
                    program.stdin.write(line.encode("utf-8") + b"\n")
        except BrokenPipeError:
            pass  # Its exit status says why it went away.
        except BaseException as error:
            broken.append(error)
            program.kill()

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    try:
        for line in program.stdout:
            yield line.decode("utf-8").rstrip("\n")
        feeder.join()
        # 1: some documents could not be read. Each has its line.
        if program.wait() not in (0, 1):
            broken.append(RuntimeError(f"extract ended with status {program.returncode}"))
        if broken:
            raise broken[0]
    finally:
        # Nothing is left where Spark stops a task before its end.
        program.kill()
        program.stdout.close()
        program.wait()


def record_schema():
    """The record's StructType in Spark's JSON, from the program itself."""
    return json.loads(subprocess.check_output([EXTRACT[0], "schema", "--spark"]))


def main():
    from pyspark import StorageLevel
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as F
    from pyspark.sql.types import DateType, StringType, StructField, StructType

    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--format", choices=["json", "parquet"], default="json")
    parser.add_argument("--partitions", type=int)
    given = parser.parse_args()

    spark = SparkSession.builder.appName("zhibiao").getOrCreate()
    schema = StructType.fromJson(record_schema())

    if given.format == "json":
        # The lines as they are: the program reads them, and says which are not JSON.
        documents = spark.read.text(given.input)
    else:
        table = spark.read.parquet(given.input)
        known = [F.col(name).cast("string").alias(name) for name in FIELDS if name in table.columns]
        documents = table.select(F.to_json(F.struct(*known)).alias("value"))
    if given.partitions:
        documents = documents.repartition(given.partitions)

    # Made once, though two things are written of them.
    lines = documents.rdd.map(lambda row: row.value).mapPartitions(run_extract).persist(StorageLevel.DISK_ONLY)

    # JSON has no dates: they are read as text. What is an error line has `error`, and an id.
    text = [StructField(f.name, StringType() if isinstance(f.dataType, DateType) else f.dataType) for f in schema]
    reading = StructType([*text, StructField("error", StringType())])
    rows = (
        spark.createDataFrame(lines.map(lambda line: (line,)), "line string")
        .select(F.from_json("line", reading, {"mode": "FAILFAST"}).alias("row"))
        .select("row.*")
    )

    # `published` may carry a time of day, of which a date column keeps the day.
    columns = [
        F.to_date(F.substring(f.name, 1, 10), "yyyy-MM-dd").alias(f.name) if isinstance(f.dataType, DateType) else F.col(f.name)
        for f in schema
    ]
    # Not `append`: a job that is run again does not add to what an earlier one wrote, it refuses to start.
    rows.where(F.col("error").isNull()).select(*columns).write.mode("errorifexists").parquet(f"{given.output}/records")
    rows.where(F.col("error").isNotNull()).select("id", "error").write.mode("errorifexists").json(f"{given.output}/errors")
    lines.unpersist()
    spark.stop()


if __name__ == "__main__":
    main()
