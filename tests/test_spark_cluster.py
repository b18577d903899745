"""A worker dies with all its processes in the middle of a shuffle, and nothing is lost.

A master with the driver, and two workers, each in a network namespace of its own: they share the
disk and nothing else, and nothing of theirs is seen on the network of this machine.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from summarizer.batch import summarise_all

from .conftest import ROOT
from .gated import ARRIVED, GATE, PLACE, gated
from .items import write_lines
from .test_batch import articles, contents

pytestmark = pytest.mark.spark

HUB, WORKERS = "10.77.0.1", ("10.77.0.2", "10.77.0.3")
MASTER = f"spark://{HUB}:7077"
PATIENCE = 150  # seconds, after which something is wrong that would else hang for ever

DRIVER = """
import json, sys
from summarizer.spark import summarise_all
from tests.gated import gated
source, output, conf, options = sys.argv[1:]
result = summarise_all(source, output, 1, gated, conf=json.loads(conf),
                       master="spark://10.77.0.1:7077", **json.loads(options))
print(result.done, result.failed)
"""


class Cluster:
    """Namespaces on a bridge, and the processes in them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = {ip: f"summarizer-{os.getpid()}-{ip}" for ip in (HUB, *WORKERS)}
        self._started: list[subprocess.Popen[bytes]] = []

    def build(self) -> None:
        for name in self._names.values():
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
        hub = self._names[HUB]
        ip("-n", hub, "link", "add", "bridge", "type", "bridge")
        self._address(HUB, "bridge")
        for place, address in enumerate(WORKERS):
            veth = f"veth{place}"
            peer = ("peer", "name", "eth", "netns", self._names[address])
            ip("-n", hub, "link", "add", veth, "type", "veth", *peer)
            ip("-n", hub, "link", "set", veth, "master", "bridge", "up")
            self._address(address, "eth")

    def _address(self, address: str, device: str) -> None:
        ip("-n", self._names[address], "address", "add", f"{address}/24", "dev", device)
        ip("-n", self._names[address], "link", "set", device, "up")

    def start(self, address: str, *command: object) -> subprocess.Popen[bytes]:
        """A process on a machine of the cluster; its errors go where its output does."""
        import pyspark

        own = [str(Path(path).absolute()) for path in os.environ.get("PYTHONPATH", "").split(":")]
        env = {
            **os.environ,
            PLACE: str(self._folder),
            "PYTHONPATH": os.pathsep.join([str(ROOT), *own]),
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_HOME": str(Path(pyspark.__file__).parent),
            "SPARK_LOCAL_IP": address,
            "SPARK_DAEMON_MEMORY": "256m",
        }
        process = subprocess.Popen(
            ["ip", "netns", "exec", self._names[address], *map(str, command)],
            cwd=self._folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._started.append(process)
        return process

    def daemon(self, address: str, sign: str, *arguments: object) -> None:
        """One of Spark's own processes; comes back when it says that it is up."""
        import pyspark

        starter = Path(pyspark.__file__).parent / "bin" / "spark-class"
        process = self.start(address, starter, *arguments)
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line.decode())
            if sign in said[-1]:
                threading.Thread(target=process.stdout.read, daemon=True).start()
                return
        pytest.fail("".join(said))

    def kill(self, address: str) -> int:
        """All processes of a machine, as if somebody pulled the plug; how many there were."""
        killed = 0
        while pids := ip("netns", "pids", self._names[address]).split():
            for pid in map(int, pids):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
            self._reap()
        return killed

    def _reap(self) -> None:
        for process in self._started:
            process.poll()

    def destroy(self) -> None:
        there = ip("netns", "list")
        for address, name in self._names.items():
            if name in there:
                self.kill(address)
                ip("netns", "delete", name)
        for process in self._started:
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def ip(*arguments: str) -> str:
    done = subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"ip {' '.join(arguments)}: {done.stderr}")
    return done.stdout


@contextmanager
def pipes(folder: Path) -> Iterator[tuple[int, ExitStack]]:
    """What is read from who arrives at the gate, and where the gate is kept open."""
    for name in (ARRIVED, GATE):
        os.mkfifo(folder / name)
    with ExitStack() as stack:
        arrived = os.open(folder / ARRIVED, os.O_RDWR)
        stack.callback(os.close, arrived)
        yield arrived, stack


def wait_for(arrived: int, who: set[str], driver: subprocess.Popen[bytes]) -> None:
    """Until all of them are at the gate."""
    seen = ""
    while not who <= set(seen.split()):
        if not select.select([arrived], [], [], PATIENCE)[0] or driver.poll() is not None:
            driver.kill()
            pytest.fail(f"only {seen.split()} arrived: {driver.communicate()[0].decode()}")
        seen += os.read(arrived, 4096).decode()


@pytest.fixture
def cluster(tmp_path: Path, spark_here: None) -> Iterator[Cluster]:
    if shutil.which("ip") is None:
        pytest.skip("ip of iproute2 is not installed")
    if os.geteuid() != 0:
        pytest.skip("only root may make network namespaces")
    made = Cluster(tmp_path)
    try:
        try:
            made.build()
        except OSError as error:
            pytest.skip(f"no network namespaces here: {error}")
        yield made
    finally:
        made.destroy()


def settings(folder: Path) -> dict[str, str]:
    return {
        "spark.driver.host": HUB,
        "spark.driver.memory": "512m",
        "spark.executor.memory": "512m",
        # Nothing begins before both workers are there, so that both hold a piece of the shuffle.
        "spark.cores.max": "2",
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": f"{PATIENCE}s",
        "spark.executor.heartbeatInterval": "2s",
        "spark.network.timeout": "20s",
        "spark.network.timeoutInterval": "5s",
        "spark.shuffle.io.retryWait": "1s",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.dir": (folder / "events").as_uri(),
    }


def events(folder: Path) -> list[dict[str, Any]]:
    """What happened, as Spark took it down."""
    (log,) = (folder / "events").iterdir()
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


STORIES = (ROOT / "benchmarks" / "corpus" / "stories.jsonl").read_text("utf-8").splitlines()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("task", "rows"), [("article", articles(200)), ("brief", list(map(json.loads, STORIES)))]
)
def test_a_worker_that_dies_in_the_middle_of_the_shuffle_costs_nothing(
    task: str,
    rows: list[Any],
    cluster: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = {"task": task, "part_size": 5}
    (tmp_path / "in").mkdir()
    for number in range(8):
        lines: list[Any] = [*rows[number::8], "no json"]
        write_lines(tmp_path / "in" / f"{number}.jsonl", lines)
    (tmp_path / "events").mkdir()
    deploy = "org.apache.spark.deploy"
    cluster.daemon(HUB, "elected leader", f"{deploy}.master.Master", "--host", HUB)
    for address in WORKERS:
        machine = ("--host", address, "--cores", 1, "--memory", "512m")
        work = ("--work-dir", tmp_path / address)
        cluster.daemon(
            address, "registered with master", f"{deploy}.worker.Worker", *machine, *work, MASTER
        )
    with pipes(tmp_path) as (arrived, stack):
        conf = json.dumps(settings(tmp_path))
        folders = (tmp_path / "in", tmp_path / "out")
        command = (sys.executable, "-c", DRIVER, *folders, conf, json.dumps(options))
        driver = cluster.start(HUB, *command)
        wait_for(arrived, set(WORKERS), driver)
        assert not list((tmp_path / "out").glob("part-*"))
        assert cluster.kill(WORKERS[0]) >= 4  # the worker, its executor, Python's daemon and it
        gate = os.open(tmp_path / GATE, os.O_RDWR)
        stack.callback(os.close, gate)
        said = driver.communicate(timeout=PATIENCE)[0].decode()
        assert driver.returncode == 0, said
        monkeypatch.setenv(PLACE, str(tmp_path))
        local: dict[str, Any] = {"timeout": None, "jobs": 1, **options}
        made = summarise_all(tmp_path / "in", tmp_path / "local", 1, gated, **local)
        assert said.splitlines()[-1] == f"{made.done} {made.failed}"
        assert made.failed == 8
    assert contents(tmp_path / "out") == contents(tmp_path / "local")
    happened = events(tmp_path)
    assert [e["Event"] for e in happened].count("SparkListenerExecutorRemoved") >= 1
    again = {
        event["Stage Info"]["Stage ID"]
        for event in happened
        if event["Event"] == "SparkListenerStageSubmitted"
        and event["Stage Info"]["Stage Attempt ID"] > 0
    }
    assert len(again) >= 2, "the reading of what was lost, and what needed it"
