"""Generalized mixup, and classic mixup, written from the formulas of the theory alone."""

import numpy
import pandas


def solve(epsilon0=0.3, epsilon1=0.3, partner_weight=0.075):
    """The EpBeta law with E[lambda] = E[lambda^2]: alpha and beta."""
    mean = 1 - partner_weight
    width = 1 + epsilon0 + epsilon1
    p = (mean + epsilon0) / width
    v = mean * (1 - mean) / width**2
    nu = p * (1 - p) / v - 1
    return p * nu, (1 - p) * nu


def preserving(random, n):
    alpha, beta = solve()
    return -0.3 + 1.6 * random.beta(alpha, beta, n)


def uniform(random, n):
    return random.random(n)


def strata(table):
    """Positions of the rows of each stratum: equal in what partners agree on, and in what they miss."""
    missing = table.rows[table.mixed].isna()
    keys = pandas.concat([table.rows[table.within], missing.add_prefix("missing_")], axis=1)
    return list(keys.groupby(list(keys.columns), sort=False).indices.values())


def pairs(table, random):
    """A partner for each row: the rows of a stratum in random order, each with the next one."""
    partner = numpy.arange(len(table.rows))
    for rows in strata(table):
        order = random.permutation(rows)
        partner[order] = numpy.roll(order, -1)
    return partner


def mix(table, seed, law):
    """One synthetic row for each row; whole numbers are rounded."""
    random = numpy.random.default_rng(seed)
    partner = pairs(table, random)
    weight = law(random, len(table.rows))
    result = table.rows.copy()
    for name in table.mixed:
        x = table.rows[name].astype(float).to_numpy(dtype=float, na_value=numpy.nan)
        y = x[partner] + weight * (x - x[partner])
        if pandas.api.types.is_integer_dtype(table.rows[name]):
            result[name] = pandas.array(numpy.rint(y), dtype="Int64")
        else:
            result[name] = y
    result["id"] = result["id"] + len(result)
    return result
