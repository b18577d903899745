"""Spark started and stopped, and what ails it in one line."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..dependencies import require
from ..errors import InputError, ReadError, SummarizerError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[*,4]"
"""The master by default: all cores here, and four attempts at a task. ``local[*]`` makes one."""

_LOG = Path(__file__).with_name("log4j2.properties")
_OURS = re.compile(r"^summarizer\.errors\.\w+: (.+)$", re.MULTILINE)
_RAISED = r"(?:\w+\.)*\w*(?:Error|Exception): .+$"
_PYTHON = re.compile(rf"^(?!java|org|scala){_RAISED}", re.MULTILINE)
_JAVA = re.compile(rf"(?:^|(?<=: )){_RAISED}", re.MULTILINE)
_CLASS = re.compile(r"(?:\w+\.)+\w*(?:Error|Exception): ")
_MASTERS = ("local", "spark://", "yarn", "k8s://")


def check_spark() -> None:
    """Refuse what needs Spark where it is absent.

    Raises:
        MissingDependencyError: a package of the extra is.
    """
    require("Spark", "spark", "pyspark", "pyarrow", "pandas")


def check_master(master: str | None) -> None:
    """Refuse an address that is none.

    Raises:
        UsageError: it is none.
    """
    if master is not None and not master.startswith(_MASTERS):
        raise UsageError(
            f"{master!r:.80} is not a Spark master: use local[4,4] for four processes here, "
            "spark://HOST:PORT, yarn or k8s://…"
        )


def check_java() -> None:
    """Refuse to start Spark where there is no Java.

    Raises:
        ReadError: there is none.
    """
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=f"{home}/bin" if home else None) is None:
        where = f"under JAVA_HOME, {home}" if home else "on the PATH"
        raise ReadError(
            f"Spark needs Java 17 or newer, and there is no 'java' {where}: install a Java "
            "runtime, or set JAVA_HOME"
        )


@contextmanager
def session(master: str | None, conf: Mapping[str, str]) -> "Iterator[SparkSession]":
    """Spark, for a while; a session that the process has already is used and left as it is.

    Args:
        master: its address; ``None`` for :data:`LOCAL`, or for what spark-submit was told.
        conf: Spark's settings, which go before ours.

    Raises:
        InputError: it cannot be started, or ended because something went wrong.
        SummarizerError: what a worker raised.
    """
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    found = SparkSession.getActiveSession()
    if found is None and not _is_submitted():
        check_java()
    try:
        spark = found or _start(master, conf)
    except (PySparkException, OSError, *_java_errors()) as error:
        whose = f" with the master {master}" if master else ""
        raise InputError(f"Spark cannot be started{whose}: {_reason(error)}") from error
    try:
        with in_a_line():
            yield spark
    finally:
        if found is None:
            spark.stop()


@contextmanager
def in_a_line() -> Iterator[None]:
    """What goes wrong on Spark, said in a line.

    Raises:
        InputError: it does.
    """
    from pyspark.errors import PySparkException

    try:
        yield
    except SummarizerError:
        raise
    except (PySparkException, *_java_errors()) as error:
        raise failure(error) from error


def failure(error: BaseException) -> InputError:
    """What ended a job, in one line: what a worker said, where that is us."""
    told = _OURS.findall(str(error))
    if told:
        return InputError(" ".join(told[-1].split()))
    return InputError(
        f"Spark failed: {_reason(error)}; --spark-conf spark.log.level=INFO shows more"
    )


def _start(master: str | None, conf: Mapping[str, str]) -> "SparkSession":
    from pyspark.sql import SparkSession

    settings = {
        "spark.app.name": "summarise",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",  # articles: 10,000 may be too large
    }
    if not _is_submitted():
        master = master or conf.get("spark.master") or LOCAL
        settings["spark.driver.extraJavaOptions"] = f'"-Dlog4j2.configurationFile={_LOG.as_uri()}"'
    if master is not None:
        settings["spark.master"] = master
        if master.startswith("local"):
            settings |= _local()
    settings |= {name: value for name, value in conf.items() if name != "spark.master"}
    if "spark.pyspark.python" in settings:  # which only spark-submit heeds
        os.environ["PYSPARK_PYTHON"] = settings["spark.pyspark.python"]
    builder = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _local() -> dict[str, str]:
    """Settings of a Spark that is all on this machine: it needs no network, and no web page."""
    python = os.environ.get("PYSPARK_PYTHON", sys.executable)
    loopback = "127.0.0.1"
    return {
        "spark.driver.host": loopback,
        "spark.driver.bindAddress": loopback,
        "spark.ui.enabled": "false",
        "spark.pyspark.python": python,
    }


def _is_submitted() -> bool:
    """Whether spark-submit started this process, and has settled what can be set but once."""
    return "PYSPARK_GATEWAY_PORT" in os.environ


def _java_errors() -> tuple[type[Exception], ...]:
    from py4j.protocol import Py4JError

    return (Py4JError, ConnectionError)


def _reason(error: BaseException) -> str:
    """The line of a long message that says most: the last that Python raised, or Java's first."""
    text = str(error)
    python, java = _PYTHON.findall(text), _JAVA.findall(text)
    lines = text.strip().splitlines() or [type(error).__name__]
    # Java's tells how often a task failed, and where, before it comes to why.
    line = python[-1] if python else _CLASS.split(java[0])[-1] if java else lines[0]
    if "JAVA_GATEWAY_EXITED" in line:
        return "Java failed to start: Spark 4 needs Java 17 or newer and valid settings"
    return " ".join(line.split())[:300]
