"""Measures with scikit-learn and numpy what `verify --utility` says, on scikit-learn's breast cancer data.

    utility.py export FOLDER             real.csv, and holdout.csv that nothing is made from
    utility.py compare FOLDER REPORT     REPORT is report.json; FOLDER has synthetic/part-*.csv, too

Logistic regression: the same penalty on the same standardized features must give the same figures, but for where the
iterations end. Distances: all pairs. It exits with 1 where a figure is off by more than its margin.
"""

import json
import pathlib
import sys

import numpy
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MARGINS = {"accuracy": 0.006, "log loss": 0.002, "AUC": 0.001}


def export(folder):
    data = load_breast_cancer()
    order = numpy.random.default_rng(7).permutation(len(data.target))
    header = ",".join(["diagnosis"] + [name.replace(" ", "_") for name in data.feature_names])
    for name, rows in ("real", order[:400]), ("holdout", order[400:]):
        with open(f"{folder}/{name}.csv", "w", encoding="utf-8") as file:
            print(header, file=file)
            for row in rows:
                print(data.target_names[data.target[row]], *data.data[row].tolist(), sep=",", file=file)


def read(paths):
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    cells = [line.split(",") for line in lines]
    return numpy.array([c[1:] for c in cells], dtype=float), numpy.array([c[0] for c in cells])


def measured(train, test):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1, max_iter=10000, tol=1e-8)).fit(*train)
    rows = len(train[1])
    p = (rows * model.predict_proba(test[0]) + 0.5) / (rows + 1)
    return {
        "accuracy": accuracy_score(test[1], model.predict(test[0])),
        "log loss": log_loss(test[1], p, labels=model.classes_),
        "AUC": roc_auc_score(test[1] == model.classes_[1], p[:, 1]),
    }


def distances(rows, originals, same):
    squares = ((rows[:, None, :] - originals[None, :, :]) ** 2).sum(axis=2)
    if same:
        numpy.fill_diagonal(squares, numpy.inf)
    return numpy.sqrt(squares.min(axis=1))


def quantile(values, share):
    return numpy.sort(values)[max(0, int(numpy.ceil(share * len(values))) - 1)]


def compare(folder, report):
    found = json.loads(pathlib.Path(report).read_text(encoding="utf-8"))
    folder = pathlib.Path(folder)
    real = read([folder / "real.csv"])
    synthetic = read(sorted((folder / "synthetic").glob("part-*.csv")))
    holdout = read([folder / "holdout.csv"])
    bad = 0
    print("| trained on | measure | spark-mixup | scikit-learn |\n|---|---|---|---|")
    for source, rows in ("real", real), ("synthetic", synthetic):
        assert found["utility"]["trainingRows"][source] == len(rows[1]), f"rows trained on: {source}"
        for measure, want in measured(rows, holdout).items():
            (got,) = [
                s["value"]
                for s in found["utility"]["scores"]
                if (s["learner"], s["trainedOn"], s["measure"]) == ("logistic regression", source, measure)
            ]
            bad += abs(got - want) > MARGINS[measure]
            print(f"| {source} | {measure} | {got:.4f} | {want:.4f} |")
    spread = real[0].std(axis=0)
    between = distances(real[0] / spread, real[0] / spread, True)
    away = distances(synthetic[0] / spread, real[0] / spread, False)
    near = found["closeness"]["shareWithin"]
    pairs = [
        ("originals, median", found["closeness"]["originalsToOtherOriginals"]["median"], quantile(between, 0.5)),
        ("synthetic, 1 %", found["closeness"]["syntheticToOriginals"]["percent1"], quantile(away, 0.01)),
        ("synthetic, median", found["closeness"]["syntheticToOriginals"]["median"], quantile(away, 0.5)),
        ("near-verbatim", near["synthetic"], (away <= quantile(between, 0.05)).mean()),
    ]
    print("\n| distance | spark-mixup | numpy |\n|---|---|---|")
    for name, got, want in pairs:
        bad += abs(got - want) > 1e-9
        print(f"| {name} | {got:.6f} | {want:.6f} |")
    return 1 if bad else 0


if __name__ == "__main__":
    if sys.argv[1] == "export":
        export(sys.argv[2])
    else:
        sys.exit(compare(sys.argv[2], sys.argv[3]))
