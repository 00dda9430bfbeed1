"""What `synthesize` says of its own rows, computed again from its lineage and the original rows."""

import numpy
from scipy import special, stats

ROUNDING = 1e-9


class Weights:
    """Moments of a law, by a quadrature that is exact for polynomials up to degree 39."""

    def __init__(self, alpha, beta, epsilon0, epsilon1):
        nodes, weights = special.roots_jacobi(20, beta - 1, alpha - 1)
        self.weights = weights / weights.sum()
        self.lam = -epsilon0 + (1 + epsilon0 + epsilon1) * (nodes + 1) / 2
        self.ends = (-epsilon0, 1 + epsilon1)

    def mean(self, f):
        return (self.weights * f).sum()

    def variance(self, linear, square):
        """The variance of linear * lambda + square * lambda^2."""
        powers = numpy.vstack([self.lam, self.lam**2])
        of = numpy.cov(powers, aweights=self.weights, ddof=0)
        return of[0, 0] * linear**2 + 2 * of[0, 1] * linear * square + of[1, 1] * square**2

    def central(self, linear, square, order):
        """The central moment of the same."""
        centred = numpy.vstack([self.lam - self.mean(self.lam), self.lam**2 - self.mean(self.lam**2)]).T
        return sum(w * (linear * f + square * s) ** order for w, (f, s) in zip(self.weights, centred))

    def reach(self):
        """How far linear * lambda + square * lambda^2 gets from its mean, in fourth roots of the fourth moment."""
        mean = self.mean(self.lam)
        variance = self.mean((self.lam - mean) ** 2)
        eta = numpy.sqrt(self.mean(((self.lam - mean) ** 2 - variance) ** 2))
        farthest = 1.0
        for angle in numpy.pi * numpy.arange(2000) / 2000:
            c, b = numpy.cos(angle) / numpy.sqrt(variance), numpy.sin(angle) / eta
            ends = [e - mean for e in self.ends]
            if b != 0 and self.ends[0] <= mean - c / (2 * b) <= self.ends[1]:
                ends.append(-c / (2 * b))
            most = max(abs(c * e + b * (e * e - variance)) for e in ends)
            farthest = max(farthest, most / self.central(c - 2 * mean * b, b, 4) ** 0.25)
        return farthest


def tail(z, g, k, reach):
    """Half the p-values of sums that are z standard errors off: Chernoff's exponent, found by bisection.

    g, k: sums of the terms' third moments, toward that side, and of their fourth moments, in standard errors.
    """
    m, g = reach * k**0.25, numpy.maximum(0, g)

    def rest(x, order):
        near = numpy.minimum(x, 0.5)
        series = sum(near**n / special.factorial(n) for n in range(order, order + 20))
        return numpy.where(x > 0.5, numpy.exp(x) - sum(x**n / special.factorial(n) for n in range(order)), series)

    low, high = numpy.zeros_like(z), z
    for _ in range(120):
        t = (low + high) / 2
        # Beyond this the exponential is not worth computing.
        above = (t * m > 600) | (t + g * t * t / 2 + m / reach**4 * rest(numpy.minimum(t * m, 600), 3) > z)
        low, high = numpy.where(above, low, t), numpy.where(above, t, high)
    t = (low + high) / 2
    k_of_t = t * t / 2 + g * t**3 / 6 + rest(t * m, 4) / reach**4
    return stats.norm.sf(numpy.sqrt(numpy.maximum(0, 2 * (t * z - k_of_t))))


class Statistic:
    """Predicted and observed values, standard errors and p-values of sums over rows divided by a count."""

    def __init__(self, predicted, observed, variance, count, third, fourth, reach):
        """third, fourth: the sums of the terms' central moments; a third one of None is the largest possible."""
        self.predicted = predicted / count
        self.observed = observed / count
        self.error = numpy.sqrt(variance) / count
        off, variance, fourth = (numpy.asarray(a, float) for a in (observed - predicted, variance, fourth))
        third = numpy.sqrt(variance * fourth) if third is None else numpy.asarray(third, float)
        # Where nothing is left to chance every difference is significant.
        v = numpy.where(variance > 0, variance, 1)
        z, g, k = numpy.abs(off) / numpy.sqrt(v), numpy.sign(off) * third / v**1.5, fourth / v**2
        p = numpy.where((z > 0.5) & (k > 0), tail(z, g, k, reach) + tail(z, -g, k, reach), 2 * stats.norm.sf(z))
        self.p = numpy.where(variance > 0, p, 0.0)


class Group:
    """The rows of one group: all, or those of a class. Values are less the mean of its original rows."""

    def __init__(self, original, x, p, y, w, held, law, of_all):
        """original: its rows; x, p: parents; y, w: mixed, as written; held: what is there; of_all: variances."""
        self.centre = numpy.nanmean(original, axis=0)
        self.units = numpy.nanvar(original, axis=0)
        # What rounding may make of equal values.
        steps = 1024 * numpy.spacing(numpy.abs(self.centre) + numpy.sqrt(of_all))
        self.units[self.units <= numpy.minimum(1e-12 * of_all, steps**2)] = 0
        shares = (~numpy.isnan(original)).mean(axis=0)
        self.law = law
        self.reach = law.reach()
        x, p, y, w = (numpy.where(held, values - self.centre, 0) for values in (x, p, y, w))
        d = x - p
        m1, m2 = law.mean(law.lam), law.mean(law.lam**2)
        q = m1 - m2
        self.rows = len(x)
        self.count = held.sum(axis=0)
        self.pairs = held.T.astype(float) @ held.astype(float)
        self.parents = x.T @ x / self.pairs
        self.mean = Statistic(
            self.centre * self.count + (p + m1 * d + w - y).sum(axis=0),
            self.centre * self.count + w.sum(axis=0),
            law.variance(d, numpy.zeros_like(d)).sum(axis=0),
            self.count,
            law.central(d, numpy.zeros_like(d), 3).sum(axis=0),
            law.central(d, numpy.zeros_like(d), 4).sum(axis=0),
            self.reach,
        )
        cross = x.T @ p
        rules = w.T @ w - y.T @ y
        expected = m2 * x.T @ x + (1 - 2 * m1 + m2) * p.T @ p + q * (cross + cross.T) + rules
        variance = self.of_products(law.variance, p, d)
        fourth = self.of_products(lambda a, b: law.central(a, b, 4), p, d)
        self.covariance = Statistic(expected, w.T @ w, variance, self.pairs, None, fourth, self.reach)
        # A column counts by how much more often than in the original it is held.
        varies = self.units > 0
        weights = numpy.where(varies, 1 / numpy.where(varies, self.units * shares, 1), 0)
        linear, square = (2 * p * d * weights).sum(axis=1), (d**2 * weights).sum(axis=1)
        self.scale = Statistic(
            (numpy.diag(expected) * weights).sum(),
            (numpy.diag(w.T @ w) * weights).sum(),
            law.variance(linear, square).sum(),
            (self.count * self.units * weights).sum(),
            law.central(linear, square, 3).sum(),
            law.central(linear, square, 4).sum(),
            self.reach,
        )
        self.p, self.d = p, d

    @staticmethod
    def of_products(cumulant, p, d):
        """Sums over the rows of cumulants of y_j y_k = p_j p_k + (p_j d_k + d_j p_k) lambda + d_j d_k lambda^2."""
        rows = [cumulant(p[:, [j]] * d + d[:, [j]] * p, d[:, [j]] * d).sum(axis=0) for j in range(p.shape[1])]
        return numpy.array(rows)

    def trace(self, original):
        """tr(T inv(S)) / d; None where S is singular or not followed whole."""
        if original.shape[1] > MATRIX:
            return None
        used, weights = trace_weights(original, self.units > 0)
        if weights is None:
            return None
        p, d = self.p[:, used], self.d[:, used]
        linear, square = 2 * ((p @ weights) * d).sum(axis=1), ((d @ weights) * d).sum(axis=1)
        inside = numpy.ix_(used, used)
        return Statistic(
            (weights * self.covariance.predicted[inside]).sum() * self.rows,
            (weights * self.covariance.observed[inside]).sum() * self.rows,
            self.law.variance(linear, square).sum(),
            self.rows,
            self.law.central(linear, square, 3).sum(),
            self.law.central(linear, square, 4).sum(),
            self.reach,
        )


def trace_weights(original, varies):
    """The columns that vary and are never missing, and inv(S) / d of them; None where S is singular."""
    used = varies & ~numpy.isnan(original).any(axis=0)
    if used.sum() < 2:
        return used, None
    s = numpy.cov(original[:, used].T, bias=True)
    deviations = numpy.outer(*[numpy.sqrt(numpy.diag(s))] * 2)
    # What the others leave of each column, a millionth at least.
    if (numpy.diag(numpy.linalg.cholesky(s / deviations)) ** 2).min() < 1e-6:
        return used, None
    return used, numpy.linalg.inv(s / deviations) / deviations / used.sum()


# Covariances are followed among so many columns at the most; of the others variances are.
MATRIX = 200


def followed(columns):
    """The columns whose covariances are followed: all, or as many at even distances."""
    size = min(columns, MATRIX)
    return numpy.arange(size) * columns // size


def entries(columns):
    """Places of a matrix of all columns that are tested: the lower triangle of what is followed, other variances."""
    inside = followed(columns)
    rows, cols = numpy.tril_indices(len(inside))
    others = numpy.setdiff1d(numpy.arange(columns), inside)
    return numpy.concatenate([inside[rows], others]), numpy.concatenate([inside[cols], others])


def tested(statistic, unit):
    """Effects and p-values, one for each place of a matrix that is tested."""
    effect = numpy.abs(statistic.observed - statistic.predicted) / unit
    p = numpy.where(effect > ROUNDING, statistic.p, 1)
    at = entries(len(p)) if numpy.ndim(p) == 2 else ...
    flat = [numpy.atleast_1d(a[at]) for a in (effect, p, statistic.predicted, statistic.observed, statistic.error)]
    return list(zip(*flat))


# Of a verdict, where nobody asks for another one.
LEVEL = 1e-4


def worst(name, statistics, tolerance):
    """The most significant one by Bonferroni: of those above the tolerance, if one is significant; else of all."""
    relevant = [s for s in statistics if s[0] > tolerance and s[1] * len(statistics) <= LEVEL]
    effect, p, predicted, observed, error = min(relevant or statistics, key=lambda s: (s[1], -s[0] if s[1] == 0 else 0))
    return {
        "name": name,
        "predicted": predicted,
        "observed": observed,
        "standardError": error,
        "effect": effect,
        "pValue": min(1, p * len(statistics)),
        "tested": len(statistics),
    }


def exactly(name, predicted, observed):
    """What is planned exactly: any difference is significant."""
    effect = abs(observed - predicted)
    p = 0.0 if effect > ROUNDING else 1.0
    numbers = {"predicted": predicted, "observed": observed, "standardError": 0.0, "effect": effect, "pValue": p}
    return {"name": name, "tested": 1, **numbers}


def of_shares(planned, found):
    """The class share that is farthest off, and the total variation distance of all of them."""
    one = max((exactly("class share", p, f) for p, f in zip(planned, found)), key=lambda f: f["effect"])
    return [one, exactly("class shares", 0.0, numpy.abs(numpy.subtract(planned, found)).sum() / 2)]


def findings(overall, trace, classes, shares, tolerance):
    """shares: of each class, as planned and as found; None for no classes."""

    def units(group):
        # What does not vary in a class is measured by how it varies at all, else by its value, or by 1.
        constant = numpy.where(group.centre == 0, 1, numpy.abs(group.centre))
        variances = numpy.where(group.units > 0, group.units, overall.units)
        return numpy.where(variances > 0, numpy.sqrt(variances), constant)

    def of(groups, part):
        found = []
        for g in groups:
            unit = units(g)
            scale = {"scale": 1, "mean": unit, "covariance": numpy.outer(unit, unit)}[part]
            found += tested(getattr(g, part), scale)
        return found

    result = [worst("scale", of([overall], "scale"), tolerance)]
    if trace:
        result.append(worst("trace", tested(trace, 1), tolerance))
    for part in ("covariance", "mean"):
        result.append(worst(part, of([overall], part), tolerance))
    if classes:
        for name, part in (
            ("scale of a class", "scale"),
            ("covariance within a class", "covariance"),
            ("mean of a class", "mean"),
        ):
            result.append(worst(name, of(classes, part), tolerance))
        result += of_shares(*shares)
    return result


def passes(found, level, tolerance):
    """Holm's procedure: whether nothing is both significant and above the tolerance."""
    for i, f in enumerate(sorted(found, key=lambda f: f["pValue"])):
        if f["pValue"] > level / (len(found) - i):
            return True
        if f["effect"] > tolerance:
            return False
    return True
