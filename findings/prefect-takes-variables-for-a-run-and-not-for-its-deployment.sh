#!/usr/bin/env bash
# Where Prefect takes a reference to one of its variables for a parameter of a flow.
#
# One would expect the reference {"__prefect_kind": "workspace_variable", …} to be good as a parameter's default of a deployment,
# for it is as one of a run of it. Prefect 3.8.8, where the schema of parameters is enforced, checks the reference itself against the
# parameter's type when the deployment is created, and refuses it for a list ("is not of type 'array'"); when a run is created the
# variable is looked up first, and its list is what the flow gets.
# A deployment whose folders are kept in variables has to leave the parameter open and name the variable with each run or schedule.
#
# Seen: 422 for the deployment; a run with ['a', 'b']. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet prefect==3.8.8 'fastapi<0.151'
export PREFECT_HOME="$here/home" PREFECT_SERVER_ANALYTICS_ENABLED=false DO_NOT_TRACK=1 PREFECT_LOGGING_LEVEL=CRITICAL
venv/bin/python - <<'PY' 2> /dev/null
import asyncio

from prefect import flow, get_client
from prefect.exceptions import PrefectHTTPStatusError
from prefect.testing.utilities import prefect_test_harness
from prefect.utilities.callables import parameter_schema
from prefect.variables import Variable

FOLDERS = {"paths": {"__prefect_kind": "workspace_variable", "variable_name": "folders"}}


@flow
def read(paths: list[str]) -> None: ...


async def tried() -> tuple[int, object]:
    async with get_client() as client:
        flow_id = await client.create_flow(read)
        enforced = {"parameter_openapi_schema": parameter_schema(read).model_dump(), "enforce_parameter_schema": True}
        answer = 200
        try:
            await client.create_deployment(flow_id, "with", parameters=FOLDERS, **enforced)
        except PrefectHTTPStatusError as e:
            answer = e.response.status_code
        without = await client.create_deployment(flow_id, "without", **enforced)
        run = await client.create_flow_run_from_deployment(without, parameters=FOLDERS)
        return answer, run.parameters


with prefect_test_harness(server_startup_timeout=120):
    Variable.set("folders", ["a", "b"])
    answer, parameters = asyncio.run(tried())
print("deployment", answer, "run", parameters)
assert answer == 422, "this has changed"
assert parameters == {"paths": ["a", "b"]}, "this has changed"
print("As told: the reference is taken for a run, and not for its deployment.")
PY
