"""An independent implementation, held against spark-mixup on real tables.

    check.py arguments TABLE COMMAND              what synthesize or verify has to be told of a table
    check.py export TABLE FILE                    the original rows
    check.py mix TABLE LAW FILE                   rows mixed here, by preserving or uniform weights
    check.py damage TABLE FILE OTHER              the same rows, the first mixed column 3 % closer to its mean
    check.py lineage TABLE FILE REPORT            report.json of synthesize, from lineage and originals alone
    check.py verify TABLE FILE REPORT             report.json of verify, from both tables

The last two exit with 1 where something differs. A file of rows is Parquet; a folder of them will do.
"""

import json
import sys

import numpy
import pandas

import data
import lineage
import mixup
import twosample

EXACT = 1e-9

# Of so many rows synthesize takes some to know how much chance there is in all: to a percent or so.
MANY = 65_536
ESTIMATED = 0.05

LAWS = {"preserving": mixup.preserving, "uniform": mixup.uniform}


def values(rows, names):
    return numpy.column_stack([rows[n].astype(float).to_numpy(dtype=float, na_value=numpy.nan) for n in names])


class Comparison:
    """Numbers of a report against ours: relative differences, and the largest of each kind."""

    def __init__(self, rows=0):
        self.estimated = rows > MANY
        self.largest = {}
        self.compared = 0

    def add(self, kind, theirs, ours, size=None):
        theirs, ours = numpy.asarray(theirs, float), numpy.asarray(ours, float)
        assert theirs.shape == ours.shape, f"{kind}: {theirs.shape} in place of {ours.shape}"
        size = numpy.abs(ours) if size is None else numpy.broadcast_to(size, ours.shape)
        off = numpy.abs(theirs - ours)
        relative = numpy.where(off == 0, 0, off / numpy.where(size == 0, 1, size))
        self.largest[kind] = max(self.largest.get(kind, 0), float(numpy.max(relative)))
        self.compared += ours.size

    def triangle(self, kind, theirs, ours, size=None):
        at = numpy.tril_indices(len(ours))
        self.add(kind, numpy.concatenate(theirs), ours[at], None if size is None else size[at])

    def findings(self, theirs, ours):
        names = [f["name"] for f in theirs]
        assert names == [f["name"] for f in ours], f"findings {names} in place of {[f['name'] for f in ours]}"
        for t, o in zip(theirs, ours):
            o = min(o.get("equal", [o]), key=lambda s: abs(s["predicted"] - t["predicted"]))
            assert t["tested"] == o["tested"], f"{t['name']}: {t['tested']} tested in place of {o['tested']}"
            # Sums over many rows are exact to so many units of the effect, not of the standard error.
            unit = abs(o["observed"] - o["predicted"]) / o["effect"] if o["effect"] > 0 else o["standardError"]
            self.add("predicted, in units of the effect", t["predicted"], o["predicted"], unit)
            self.add("observed, in units of the effect", t["observed"], o["observed"], unit)
            self.add("standard errors", t["standardError"], o["standardError"])
            self.add("effects", t["effect"], o["effect"], 1)
            # A difference of z standard errors is one of about z^2 in the logarithm of a small p-value.
            steep = (1 - 2 * numpy.log(max(o["pValue"], 1e-300))) * max(1, unit / max(o["standardError"], 1e-300))
            self.add("p-values, for what effects may differ by", t["pValue"], o["pValue"], o["pValue"] * steep)

    def limit(self, kind):
        of_chance = "error" in kind or kind.startswith("p-values")
        return ESTIMATED if self.estimated and of_chance and not kind.startswith("trace") else EXACT

    def report(self):
        bad = {k: v for k, v in self.largest.items() if not v <= self.limit(k)}
        print(f"   {self.compared:,} numbers, largest relative differences:")
        for kind, v in self.largest.items():
            print(f"   {v:8.1e} {kind}{f'  <-- more than {self.limit(kind)}' if kind in bad else ''}")
        return 1 if bad else 0


def moments(comparison, theirs, group):
    """Means, variances, covariances, scale and their errors of one group."""
    unit = numpy.sqrt(numpy.where(group.units > 0, group.units, 1))
    for kind, key in (("predicted", "predictedMean"), ("observed", "observedMean")):
        at = [c[key] for c in theirs["components"]]
        comparison.add(f"means {kind}, in standard deviations", at, getattr(group.mean, kind), unit)
    comparison.add("errors of means", [c["meanStandardError"] for c in theirs["components"]], group.mean.error)
    assert [c["rows"] for c in theirs["components"]] == list(group.count), "values that are there"
    for kind in ("predicted", "observed"):
        at = [c[f"{kind}Variance"] for c in theirs["components"]]
        comparison.add(f"variances {kind}, in deviations", at, numpy.diag(getattr(group.covariance, kind)), unit**2)
    at = [c["varianceStandardError"] for c in theirs["components"]]
    comparison.add("errors of variances", at, numpy.diag(group.covariance.error))
    inside = numpy.ix_(*[lineage.followed(len(unit))] * 2)
    product = numpy.outer(unit, unit)[inside]
    matrix = theirs["covariance"]
    comparison.triangle("covariances of parents, in deviations", matrix["original"], group.parents[inside], product)
    for kind in ("predicted", "observed"):
        ours = getattr(group.covariance, kind)[inside]
        comparison.triangle(f"covariances {kind}, in deviations", matrix[kind], ours, product)
    comparison.triangle("errors of covariances", matrix["standardError"], group.covariance.error[inside])
    for kind, key in (("predicted", "predicted"), ("observed", "observed"), ("error", "standardError")):
        comparison.add(f"scale, {kind}", theirs["meanVarianceRatio"][key], getattr(group.scale, kind))


def check_lineage(table, folder, path):
    with open(path) as f:
        report = json.load(f)
    made = pandas.read_parquet(folder)
    assert len(made) == report["counts"]["synthetic"], "rows"
    primary = made["mixup_primary"].to_numpy(dtype=int)
    partner = made["mixup_partner"].to_numpy(dtype=float, na_value=numpy.nan)
    partner = numpy.where(numpy.isnan(partner), primary, partner).astype(int)
    original = values(table.rows, table.mixed)
    as_primary = numpy.bincount(primary, minlength=len(original))
    assert as_primary.max() - as_primary.min() <= 1, "rows are primaries equally often, or once more"
    x, p, w = original[primary], original[partner], values(made, table.mixed)
    held = ~numpy.isnan(x)
    assert (held == ~numpy.isnan(w)).all(), "values that are there"
    law = report["plan"]["law"]
    weights = lineage.Weights(*(law[k] for k in ("alpha", "beta", "epsilon0", "epsilon1")))
    rounded = [pandas.api.types.is_integer_dtype(table.rows[n]) for n in table.mixed]
    of_all = numpy.nanvar(original, axis=0)
    mixed = p + made["mixup_weight"].to_numpy()[:, None] * (x - p)
    # What was not rounded is what it was mixed to: no rule did anything.
    y = numpy.where(rounded, mixed, w)
    off = numpy.where(rounded, numpy.rint(mixed), mixed) - w
    assert numpy.nanmax(numpy.abs(off) / numpy.sqrt(numpy.where(of_all > 0, of_all, 1))) < 1e-12, "values of parents"
    overall = lineage.Group(original, x, p, y, w, held, weights, of_all)
    trace = overall.trace(original)
    comparison = Comparison(len(made))
    moments(comparison, report["moments"], overall)
    assert (trace is not None) == ("traceRatio" in report["moments"]), "whether there is a trace ratio"
    if trace:
        for kind, key in (("predicted", "predicted"), ("observed", "observed"), ("error", "standardError")):
            comparison.add(f"trace, {kind}", report["moments"]["traceRatio"][key], getattr(trace, kind))
    classes = []
    for theirs in report["classes"]:
        of = (table.rows[table.label].astype(str) == theirs["group"]).to_numpy()
        own = original[of]
        i = of[primary]
        group = lineage.Group(own, x[i], p[i], y[i], w[i], held[i], weights, of_all)
        classes.append(group)
        moments(comparison, theirs, group)
    # How many rows a class makes is the plan's; how many it has been given is counted.
    planned = [c["predicted"] for c in report["classShares"]]
    found = [(made[table.label].astype(str) == c["class"]).mean() for c in report["classShares"]]
    ours = lineage.findings(overall, trace, classes, (planned, found), 0.005)
    comparison.findings(report["verdict"]["findings"], ours)
    assert lineage.passes(ours, report["verdict"]["level"], 0.005) == report["verdict"]["passed"], "the verdict"
    return comparison.report()


def check_verify(table, path, report_path):
    with open(report_path) as f:
        report = json.load(f)
    made = pandas.read_parquet(path)
    original, synthetic = (values(rows, table.mixed) for rows in (table.rows, made))
    classes = table.label and tuple(rows[table.label].astype(str).to_numpy() for rows in (table.rows, made))
    overall, ours = twosample.findings(original, synthetic, classes, 0.005)
    comparison = Comparison()
    components, unit = report["moments"]["components"], overall.units
    for side, z in (("original", overall.a), ("synthetic", overall.b)):
        mean = overall.centre + unit * numpy.nanmean(z, axis=0)
        comparison.add("means, in standard deviations", [c[f"{side}Mean"] for c in components], mean, unit)
        variance = unit**2 * numpy.nanmean(z**2, axis=0)
        comparison.add("variances", [c[f"{side}Variance"] for c in components], variance)
        held = (~numpy.isnan(z)).astype(float)
        product = numpy.outer(unit, unit)
        covariance = product * (numpy.nan_to_num(z).T @ numpy.nan_to_num(z)) / (held.T @ held)
        inside = numpy.ix_(*[lineage.followed(len(unit))] * 2)
        theirs = report["moments"]["covariance"][side]
        comparison.triangle("covariances, in deviations", theirs, covariance[inside], product[inside])
    errors = [f["standardError"] for f in overall.means()]
    comparison.add("errors of means", [c["meanStandardError"] for c in components], errors)
    theirs = numpy.concatenate(report["moments"]["covariance"]["standardError"])
    errors = [f["standardError"] for f in overall.covariances()][: len(theirs)]
    comparison.add("errors of covariances", theirs, errors)
    comparison.findings(report["verdict"]["findings"], ours)
    return comparison.report()


def main(command, name, *rest):
    table = data.load(name)
    if command == "arguments":
        print("\n".join(table.arguments(rest[0])))
    elif command == "export":
        table.rows.to_parquet(rest[0], index=False)
    elif command == "mix":
        mixup.mix(table, 1, LAWS[rest[0]]).to_parquet(rest[1], index=False)
    elif command == "damage":
        made = pandas.read_parquet(rest[0])
        column = made[table.mixed[0]]
        made[table.mixed[0]] = column.mean() + 0.97 * (column - column.mean())
        made.to_parquet(rest[1], index=False)
    elif command == "lineage":
        return check_lineage(table, *rest)
    elif command == "verify":
        return check_verify(table, *rest)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except AssertionError as e:
        sys.exit(f"   differs: {e}")
