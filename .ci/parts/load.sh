# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# Load in short forms: the long ones, and what only many jobs tell, are in submit-scripts/test-cluster.

# shellcheck source=.ci/sparks.sh
source .ci/sparks.sh
# shellcheck source=.ci/cluster/load.sh
source .ci/cluster/load.sh

JOBS=3 check "3 jobs side by side on one session, Spark 4.1.0" on_spark 4.1.0 17 side_by_side
ROWS=1000000 check "1 million rows through executors of 1 GB, Spark 4.1.0" on_spark 4.1.0 17 many_rows
