"""Which machines read: this one, or those of a Dask or Ray cluster.

On one machine nothing is gained by a cluster. Its address is read as its users are used to: `DASK_SCHEDULER_ADDRESS`,
`RAY_ADDRESS`; without one, a small cluster is made on this machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from flows.embedded import is_embedded

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

Runner = Literal["threads", "dask", "ray"]

ADDRESSES = {"dask": "DASK_SCHEDULER_ADDRESS", "ray": "RAY_ADDRESS"}
"""The variables that name a cluster."""


class NotReady(RuntimeError):
    """A cluster lacks what a run needs: the message says what."""


def check_ready(runner: Runner) -> None:
    """See what can be seen before the run begins. Raises `NotReady`."""
    if runner == "threads":
        return
    if find_spec(f"prefect_{runner}") is None:
        raise NotReady(f"To read on a cluster, install the extra: pip install 'consuntivo[{runner}]'.")
    if os.environ.get(ADDRESSES[runner]) and not os.environ.get("PREFECT_API_URL"):
        raise NotReady(
            f"{ADDRESSES[runner]} names a cluster, whose machines need a Prefect server that they reach: set PREFECT_API_URL."
        )


@contextmanager
def cluster_runner(runner: Runner, workers: int) -> Iterator[TaskRunner[Any]]:
    """The task runner of a cluster, connected to it. Raises `NotReady`."""
    address = os.environ.get(ADDRESSES[runner])
    with ExitStack() as stack:
        try:
            connected = stack.enter_context(_dask(address, workers) if runner == "dask" else _ray(address, workers))
        except ConnectionError as e:
            raise NotReady(
                f"The cluster at {address} lets nobody in ({e}). See to {ADDRESSES[runner]}, and with Ray to RAY_AUTH_MODE=token "
                "and the cluster's token (docs/machines.md)."
            ) from None
        yield connected


def _ray(address: str | None, workers: int) -> TaskRunner[Any]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would be sent to its makers
    of_ray = import_module("prefect_ray").RayTaskRunner
    here = {"num_cpus": workers, "include_dashboard": False, "log_to_driver": False}
    runner_of_ray: TaskRunner[Any] = of_ray(address=address) if address else of_ray(init_kwargs=here)
    return runner_of_ray


def _dask(address: str | None, workers: int) -> TaskRunner[Any]:
    dask = import_module("dask")
    dask.config.set({"distributed.worker.daemon": False})  # a process that may start the one that reads
    if is_embedded():
        dask.config.set({"logging": {"distributed": "error"}})
    of_dask = import_module("prefect_dask").DaskTaskRunner
    runner: TaskRunner[Any]
    if not address:
        runner = of_dask(cluster_kwargs={"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None})
        return runner
    try:
        with import_module("distributed").Client(address, timeout=10, set_as_default=False) as client:
            daemons = [where for where, daemon in client.run(_is_daemon).items() if daemon]
            none = not client.scheduler_info()["workers"]
    except OSError as e:
        raise NotReady(f"No Dask scheduler answers at {address} ({e}). Start it, or unset {ADDRESSES['dask']}.") from None
    if none:
        raise NotReady(f"The Dask scheduler at {address} has no workers. Start some: dask worker {address}.")
    if daemons:
        raise NotReady(
            f"The Dask worker {daemons[0]} may start no process of its own. Start workers with --no-nanny, or with "
            "DASK_DISTRIBUTED__WORKER__DAEMON=False in their environment."
        )
    runner = of_dask(address=address)
    return runner


def _is_daemon() -> bool:
    import multiprocessing

    return multiprocessing.current_process().daemon
