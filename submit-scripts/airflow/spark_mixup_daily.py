"""Synthetic rows of each day, by spark-mixup on Spark.

Drop this file into the folder of DAGs. The workers need the provider ``apache-airflow-providers-apache-spark`` and
``spark-submit`` on the PATH; Airflow needs a connection of type Spark, in JSON: one that cannot be parsed silently
becomes ``--master yarn``. What else it needs stands in the environment, or in the parameters
of a run that is triggered by hand:

==========================  ====================================================================
SPARK_MIXUP_JAR             the jar, where Spark finds it
SPARK_MIXUP_INPUT           the folder that holds the rows of each day, in day=YYYY-MM-DD
SPARK_MIXUP_OUTPUT          the folder for their synthetic rows, in day=YYYY-MM-DD
SPARK_MIXUP_REPORT          the folder for the reports, in YYYY-MM-DD
SPARK_MIXUP_OPTIONS         more options of ``synthesize``, as in a shell: --label city --ratio 2
SPARK_MIXUP_CONNECTION      the connection, ``spark_default`` if it is not given
==========================  ====================================================================

A date may be run again: that makes the same rows, bit for bit, in place of those that are there. Verification is a
gate: rows that fail it never become visible, and the task fails (exit code 3). What was refused (2) or not verified (3)
is not tried again, since it stays as it is; what failed while running (1) is.
"""

from __future__ import annotations

import os
import re
import shlex
from datetime import datetime, timedelta

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

try:
    from airflow.sdk import DAG, Param
    from airflow.sdk.exceptions import AirflowException, AirflowFailException
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.exceptions import AirflowException, AirflowFailException
    from airflow.models.param import Param


class SparkMixupOperator(SparkSubmitOperator):
    """Runs a command of spark-mixup by ``spark-submit``, and does not repeat what cannot end otherwise.

    :param command: the command and its options, a word each; templated
    :param report: the folder of the report, which is named in the log; templated
    """

    #: Exit codes that stay what they are, and why.
    FINAL = {2: "the request or its data is wrong", 3: "verification failed"}

    template_fields = (*SparkSubmitOperator.template_fields, "report")

    def __init__(self, *, command: list[str], report: str, **kwargs):
        arguments = [*command, "--report", report]
        super().__init__(java_class="io.sparkmixup.cli.Main", application_args=arguments, **kwargs)
        self.report = report

    def execute(self, context):
        try:
            return super().execute(context)
        except AirflowException as failure:
            # The hook has the code in its message only.
            found = re.search(r"Error code is: (\d+)", str(failure))
            code = int(found.group(1)) if found else None
            if code not in self.FINAL:
                raise
            raise AirflowFailException(f"spark-mixup: {self.FINAL[code]}, exit code {code}") from failure
        finally:
            self.log.info("spark-mixup: how it ended and what came out: %s", self.report)


def setting(name: str, otherwise: str) -> str:
    """A setting of the environment."""
    return os.environ.get("SPARK_MIXUP_" + name, otherwise)


with DAG(
    dag_id="spark_mixup_daily",
    description="Synthetic rows of each day, verified before anybody sees them",
    schedule="@daily",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # Two runs of one date would write to one output.
    max_active_runs=1,
    params={
        "input": Param(setting("INPUT", "/data/people"), type="string"),
        "output": Param(setting("OUTPUT", "/data/people_synthetic"), type="string"),
        "report": Param(setting("REPORT", "/reports/people"), type="string"),
    },
    tags=["spark-mixup"],
):
    SparkMixupOperator(
        task_id="synthesize",
        conn_id=setting("CONNECTION", "spark_default"),
        application=setting("JAR", "/opt/spark-mixup/lib/spark-mixup.jar"),
        name="spark-mixup {{ ds }}",
        command=[
            "synthesize",
            *("--input", "{{ params.input }}/day={{ ds }}"),
            *("--output", "{{ params.output }}/day={{ ds }}"),
            # The rows of an earlier run of the date stay until the new ones are whole and verified.
            *("--mode", "overwrite", "--verify", "withhold"),
            *shlex.split(setting("OPTIONS", "")),
        ],
        report="{{ params.report }}/{{ ds }}",
        retries=2,
        retry_delay=timedelta(minutes=5),
    )
