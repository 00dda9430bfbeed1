"""Mixup, and covariances, by numpy with everything in memory: what a Spark job has to stand beside.

    in_memory.py version                 the versions of numpy and pyarrow
    in_memory.py mix INPUT OUTPUT        mixes all columns of a Parquet folder but id
    in_memory.py cov ROWS COLUMNS        numpy.cov of Gaussian rows, on one thread

The last line of standard output is the seconds taken, without imports: of mix once, of cov the median of runs.
"""

import os
import sys
import time

if sys.argv[1:2] == ["cov"]:
    for library in "OPENBLAS", "MKL", "OMP":  # read once, by the import of numpy
        os.environ[f"{library}_NUM_THREADS"] = "1"

import numpy
import pyarrow
import pyarrow.parquet

# The default law of spark-mixup solve.
ALPHA, BETA, EPSILON = 4.3040540540540535, 1.3175675675675675, 0.3
SECONDS, LEAST_RUNS = 2, 5


def mix(source, target):
    start = time.perf_counter()
    table = pyarrow.parquet.read_table(source)
    table = table.drop_columns([name for name in table.column_names if name == "id"])
    rows = numpy.empty((table.num_rows, table.num_columns))
    for i, column in enumerate(table.columns):
        rows[:, i] = column.to_numpy()
    random = numpy.random.default_rng(7)
    weights = (1 + 2 * EPSILON) * random.beta(ALPHA, BETA, len(rows)) - EPSILON
    partners = rows[random.permutation(len(rows))]
    # In place: partner + weight (row - partner).
    rows -= partners
    rows *= weights[:, None]
    rows += partners
    columns = [pyarrow.array(numpy.ascontiguousarray(column)) for column in rows.T]
    os.mkdir(target)
    mixed = pyarrow.table(columns, names=table.column_names)
    pyarrow.parquet.write_table(mixed, f"{target}/part-0.parquet", use_dictionary=False)
    return time.perf_counter() - start


def cov(count, width):
    rows = numpy.random.default_rng(7).standard_normal((count, width))
    taken = []
    numpy.cov(rows, rowvar=False)  # not counted
    while len(taken) < LEAST_RUNS or sum(taken) < SECONDS:
        start = time.perf_counter()
        numpy.cov(rows, rowvar=False)
        taken.append(time.perf_counter() - start)
    return numpy.median(taken)


def main(command, *arguments):
    if command == "version":
        print(f"numpy {numpy.__version__}, pyarrow {pyarrow.__version__}")
    elif command == "mix":
        print(mix(*arguments))
    else:
        print(cov(*map(int, arguments)))


main(*sys.argv[1:])
