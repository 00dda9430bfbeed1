# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# Load and killed drivers, in short forms: the long ones are submit-scripts/test-cluster.

# shellcheck source=.ci/sparks.sh
source .ci/sparks.sh
# shellcheck source=.ci/cluster/load.sh
source .ci/cluster/load.sh

JOBS=4 check "4 jobs side by side on one session, Spark 4.1.0" on_spark 4.1.0 17 side_by_side
JOBS=40 check "40 jobs one after another in one driver, Spark 4.1.0" on_spark 4.1.0 17 one_after_another
ROWS=2000000 check "2 million rows through executors of 1 GB, Spark 4.1.0" on_spark 4.1.0 17 many_rows
