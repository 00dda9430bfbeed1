"""Compares what `verify` says of columns and pairs with SDMetrics, on the same rows.

    similarity.py make FOLDER ROWS
    similarity.py compare REPORT_JSON ORIGINAL SYNTHETIC

Numbers of report.json that are exact must agree within 1e-9; those from counts between points within the error that
they state. It exits with 1 where one does not.
"""

import itertools
import json
import math
import sys
import warnings

import numpy
import pandas
from sdmetrics.column_pairs import ContingencySimilarity, CorrelationSimilarity
from sdmetrics.reports.single_table._properties import ColumnShapes

EXACT = 1e-9

# For each value that the original does not have, TVComplement adds so many rows to those of the original.
REGULARIZATION = 1e-6

SDTYPES = {
    "categorical": ["species", "island", "sex", "kind", "word", "rare", "flag", "same_word"],
    "datetime": ["day", "time"],
    # All others are numerical.
}


def make(folder, rows):
    """A table of mixed types, and another one of another law: other values, other missing ones, more of them."""
    for name, seed, n, shift in [("a", 1, rows, 0.0), ("b", 2, rows + rows // 5, 0.3)]:
        random = numpy.random.default_rng(seed)
        x = random.standard_normal(n) + shift
        y = 0.5 * x + random.standard_normal(n)
        kind = numpy.array(["u", "v", "w"])[random.choice(3, n, p=[0.5, 0.3, 0.2])]
        word = pandas.Series(random.poisson(30 + 20 * shift, n)).map(lambda k: f"word {k}, äöü")
        data = pandas.DataFrame(
            {
                "kind": kind,
                "x": x,
                "y": numpy.where(random.random(n) < 0.1, numpy.nan, y),
                "skewed": numpy.exp(2 * x),
                "atom": numpy.where(random.random(n) < 0.6, 0.0, y),
                "count": random.poisson(3 + shift, n),
                "big": random.integers(-(10**12), 10**12, n),
                "constant": 7.5,
                "word": word.where(random.random(n) > 0.2, None),
                "rare": numpy.where(random.random(n) < 0.999, "often", f"only in {name}"),
                "flag": pandas.Series(random.random(n) < 0.4 + shift / 2).where(random.random(n) > 0.1, None),
                "same_word": "same",
                "day": pandas.to_datetime("2020-01-01") + pandas.to_timedelta(random.integers(0, 733, n), "D"),
                "time": pandas.to_datetime("2020-01-01")
                + pandas.to_timedelta(random.integers(0, 10**14, n) + int(1e13 * shift), "us"),
            }
        )
        data.loc[random.random(n) < 0.05, "time"] = pandas.NaT
        data["day"] = data["day"].dt.date
        data.to_parquet(f"{folder}/{name}.parquet", row_group_size=max(1, n // 3), coerce_timestamps="us")


def read(path):
    data = pandas.read_csv(path) if path.endswith(".csv") else pandas.read_parquet(path)
    for name in data.columns:
        if sdtype(name) == "datetime":
            # As the report of SDMetrics does, for correlations and bins.
            data[name] = pandas.to_numeric(pandas.to_datetime(data[name]).astype("datetime64[us]")).where(
                data[name].notna(), numpy.nan
            )
        elif sdtype(name) == "numerical":
            data[name] = data[name].astype(float)
    return data


def sdtype(name):
    return next((t for t, names in SDTYPES.items() if name in names), "numerical")


class Checks:
    def __init__(self):
        self.done = 0
        self.failed = 0

    def check(self, what, ours, theirs, below=EXACT, above=EXACT):
        """Ours may lie above theirs by so much, and below theirs by so much."""
        self.done += 1
        ours = math.nan if ours is None else ours
        same = math.isnan(ours) and math.isnan(theirs)
        if not same and not -below <= ours - theirs <= above:
            self.failed += 1
            print(f"{what}: {ours!r} in place of {theirs!r}")


def column_shapes(checks, report, before, after):
    metadata = {"columns": {name: {"sdtype": sdtype(name)} for name in before.columns}}
    # Numbers already, in SDMetrics a datetime is of a type of its own.
    for column in metadata["columns"].values():
        column["sdtype"] = column["sdtype"].replace("datetime", "numerical")
    shapes = ColumnShapes()
    average = shapes.get_score(before, after, metadata)
    theirs = shapes.details.set_index("Column")
    assert [s["column"] for s in report["columnShapes"]] == list(before.columns), "columns"
    slack = 0.0
    for score in report["columnShapes"]:
        name = score["column"]
        assert score["kind"] == sdtype(name), (name, score["kind"])
        assert score["metric"] == theirs.loc[name, "Metric"], name
        unseen = len(set(after[name].dropna()) - set(before[name].dropna()))
        artifact = unseen * REGULARIZATION / len(before) if score["kind"] == "categorical" else 0
        above = EXACT + score["error"] + artifact
        slack += above / len(before.columns)
        checks.check(f"Column Shapes of {name}", score["score"], theirs.loc[name, "Score"], EXACT + artifact, above)
    checks.check("Column Shapes", report["averages"]["columnShapes"], average, slack, slack)
    return average, slack


def pair_score(before, after, a, b):
    numbers = [name for name in (a, b) if sdtype(name) != "categorical"]
    columns = [a, b]
    try:
        if len(numbers) == 2:
            return CorrelationSimilarity.compute(before[columns], after[columns])
        return ContingencySimilarity.compute(
            before[columns].copy(), after[columns].copy(), continuous_column_names=numbers or None
        )
    except Exception as e:
        print(f"{a} x {b}: {type(e).__name__}: {e}")
        return math.nan


def pair_trends(checks, report, before, after):
    ours = {tuple(p["columns"]): p for p in report["pairTrends"]}
    pairs = list(itertools.combinations(before.columns, 2))
    assert list(ours) == pairs, "pairs"
    scores = []
    for a, b in pairs:
        scores.append(pair_score(before, after, a, b))
        checks.check(f"{ours[a, b]['metric']} of {a}, {b}", ours[a, b]["score"], scores[-1])
    average = numpy.nanmean(scores)
    checks.check("Column Pair Trends", report["averages"]["columnPairTrends"], average)
    return average


def covariances(checks, report, before, after):
    numbers = [name for name in before.columns if sdtype(name) != "categorical"]
    s, t = before[numbers].cov(), after[numbers].cov()
    variances, pairs = [], []
    ours = {tuple(p["columns"]): p["score"] for p in report["covarianceSimilarity"]}
    for a, b in itertools.combinations_with_replacement(numbers, 2):
        scale = math.sqrt(s.loc[a, a] * s.loc[b, b])
        score = 1 - min(1.0, abs(s.loc[a, b] - t.loc[a, b]) / scale) if scale > 0 else math.nan
        (variances if a == b else pairs).append(score)
        checks.check(f"CovarianceSimilarity of {a}, {b}", ours[a, b], score)
    checks.check("covariances", report["averages"]["covarianceSimilarity"], numpy.nanmean(pairs))
    checks.check("variances", report["averages"]["varianceSimilarity"], numpy.nanmean(variances))


def frequencies(checks, report, before, after):
    for listed in report["frequencies"]:
        name = listed["column"]
        if sdtype(name) == "datetime":
            continue
        shares = [
            {text(v): n for v, n in side[name].value_counts(normalize=True, dropna=False).items()}
            for side in (before, after)
        ]
        values = [v["value"] for v in listed["values"]]
        assert len(values) == min(20, len(set(shares[0]) | set(shares[1]))), name
        for v in listed["values"]:
            checks.check(f"share of {name} {v['value']}", v["original"], shares[0].get(v["value"], 0.0))
            checks.check(f"share of {name} {v['value']}", v["synthetic"], shares[1].get(v["value"], 0.0))


def text(value):
    if pandas.isna(value):
        return None
    return str(value).lower() if isinstance(value, bool) else str(int(value)) if isinstance(value, float) else value


def compare(path, original, synthetic):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)["similarity"]
    before = read(original)
    after = read(synthetic)[list(before.columns)]
    checks = Checks()
    shapes, slack = column_shapes(checks, report, before, after)
    trends = pair_trends(checks, report, before, after)
    checks.check("overall", report["averages"]["overall"], (shapes + trends) / 2, slack, slack)
    covariances(checks, report, before, after)
    frequencies(checks, report, before, after)
    errors = [s["error"] for s in report["columnShapes"]]
    print(f"{checks.done} numbers compared, {checks.failed} differ; largest stated error {max(errors):.2g}")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(compare(*sys.argv[2:]))
