"""What `verify` says of rows of any origin, computed again from both tables."""

import functools
import math
from fractions import Fraction

import numpy
from scipy import stats

from lineage import LEVEL, MATRIX, entries, followed, trace_weights

LEAST_VALUES = 30


def degrees(a, b):
    """Welch's degrees of freedom, and no fewer than the smaller sample has."""
    least = min(len(a), len(b)) - 1
    parts = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    below = parts[0] ** 2 / (len(a) - 1) + parts[1] ** 2 / (len(b) - 1)
    return max(sum(parts) ** 2 / below, least) if below > 0 else least


class Contrast:
    """The difference of the means of two samples of numbers, about a fixed point; NaN where missing."""

    def __init__(self, a, b, factor=1.0, curvature=None):
        """curvature: see below, of the numbers of rows; None where the point was not estimated."""
        a, b = a[~numpy.isnan(a)], b[~numpy.isnan(b)]
        self.count = min(len(a), len(b))
        if self.count < 2:
            return
        parts = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
        together = numpy.concatenate([a, b]).var(ddof=1) * (1 / len(a) + 1 / len(b))
        self.error = numpy.sqrt(max(sum(parts), together))
        self.degrees = degrees(a, b)
        self.expected, self.observed = a.mean() * factor, b.mean()
        weights = numpy.zeros(4) if curvature is None else curvature(len(a), len(b))
        self.flat = self.error
        self.error = numpy.sqrt(self.flat**2 + 2 * (weights**2).sum())
        self.weights = weights if 2 * (weights**2).sum() > 1e-6 * self.error**2 else None
        self.error = self.flat if self.weights is None else self.error
        self.p = self.p_value(self.observed - self.expected)

    def p_value(self, off):
        with numpy.errstate(divide="ignore", invalid="ignore"):
            if self.weights is None:
                return 2 * stats.t.sf(abs(off) / self.error, self.degrees)
        at = (saddlepoint(abs(off), self.flat**2, side * numpy.sign(off) * self.weights) for side in (1, -1))
        return sum(stats.t.sf(t, self.degrees) for t in at)

    def finding(self, unit, offset=0.0, scale=1.0):
        """In the values' own units, where they were less an offset and divided by a scale."""
        effect = abs(self.observed - self.expected) * scale / unit
        return {
            "predicted": offset + self.expected * scale,
            "observed": offset + self.observed * scale,
            "standardError": self.error * scale,
            "effect": effect,
            "pValue": self.p if effect > 1e-9 else 1.0,
        }


def curved(covariance, n_a, n_b):
    """Weights w of independent w (x^2 - 1), of 2 a_j a_k - a_j b_k - b_j a_k with a and b the errors of two means."""
    form = numpy.kron([[2, -1], [-1, 0]], [[0, 0.5], [0.5, 0]])
    errors = numpy.kron(numpy.diag([1 / n_a, 1 / n_b]), covariance)
    return numpy.linalg.eigvals(errors @ form).real


def curved_once(weight, n_a, n_b):
    """The same of 2 a^2 - 2 a b, times a weight."""
    return weight * numpy.linalg.eigvals(numpy.diag([1 / n_a, 1 / n_b]) @ [[2, -1], [-1, 0]]).real


def saddlepoint(x, v, weights):
    """Where the Gaussian has the tail that a sum of one of variance v and of w (x^2 - 1) has beyond x."""
    low, high = 0.0, 1 / (2 * weights.max())
    high = min(high, x / v) if v > 0 else high
    for _ in range(200):
        s = (low + high) / 2
        if v * s + (2 * weights**2 * s / (1 - 2 * weights * s)).sum() < x:
            low = s
        else:
            high = s
    cumulants = v * low**2 / 2 + (-numpy.log1p(-2 * weights * low) / 2 - weights * low).sum()
    r = numpy.sqrt(max(0.0, 2 * (low * x - cumulants)))
    u = low * numpy.sqrt(v + (2 * weights**2 / (1 - 2 * weights * low) ** 2).sum())
    return max(0.0, r + numpy.log(u / r) / r) if r > 0.1 else r


def about_estimated_mean(n):
    return (n + 1) / (n - 1)


class Group:
    """All statistics of all rows, or of those of one class."""

    def __init__(self, original, synthetic, deviations, overall_mean, scaled=...):
        """deviations: of all original rows; scaled: the columns that the scale is over, as far as they vary."""
        self.centre = numpy.nanmean(original, axis=0)
        self.varies = deviations > 0
        # What does not vary is measured by its value, or by 1.
        self.units = numpy.where(self.varies, deviations, numpy.where(overall_mean == 0, 1, numpy.abs(overall_mean)))
        own = numpy.nanstd(original, axis=0)
        # What rounding may make of equal values.
        self.least = numpy.minimum(1e-6 * self.units, 1024 * numpy.spacing(numpy.abs(self.centre) + self.units))
        self.effect_units = numpy.where(own > self.least, own, self.units)
        units = self.units
        self.a, self.b = ((rows - self.centre) / units for rows in (original, synthetic))
        self.scaled = numpy.zeros(len(units), bool)
        self.scaled[scaled] = True

    def means(self):
        contrasts = ((k, Contrast(self.a[:, k], self.b[:, k])) for k in range(len(self.units)))
        return [
            c.finding(self.effect_units[k], self.centre[k], self.units[k])
            for k, c in contrasts
            if c.count >= LEAST_VALUES
        ]

    def together(self, j, k):
        """The second moment over both tables."""
        return numpy.nanmean(numpy.concatenate([rows[:, j] * rows[:, k] for rows in (self.a, self.b)]))

    def covariances(self):
        found = []
        for j, k in zip(*entries(len(self.units))):
            a, b = self.a[:, j] * self.a[:, k], self.b[:, j] * self.b[:, k]
            covariance = [[self.together(x, y) for y in (j, k)] for x in (j, k)]
            curvature = functools.partial(curved, covariance) if covariance[0][0] * covariance[1][1] > 0 else None
            c = Contrast(a, b, about_estimated_mean((~numpy.isnan(a)).sum()), curvature)
            if c.count >= LEAST_VALUES:
                unit = self.effect_units[j] * self.effect_units[k]
                found.append(c.finding(unit, scale=self.units[j] * self.units[k]))
        return found

    def scale(self):
        """The mean over columns of the mean square after / before, over those that vary."""
        before = numpy.nanmean(self.a**2, axis=0)
        used = self.scaled & (before * self.units**2 > self.least**2) & ~numpy.isnan(self.b).all(axis=0)
        if not used.any() or min(len(self.a), len(self.b)) < LEAST_VALUES:
            return []
        a, b = self.a[:, used], self.b[:, used]
        shares = (~numpy.isnan(a)).mean(axis=0)
        places = numpy.intersect1d(numpy.flatnonzero(used), followed(len(used)))
        moments = numpy.array([[self.together(j, k) for k in places] for j in places])
        deviations = numpy.sqrt(numpy.diag(moments))
        weight = numpy.sqrt(((moments / deviations / deviations[:, None]) ** 2).mean())
        contrast = Contrast(
            *(numpy.nansum((z**2 / before[used] - 1) / shares, axis=1) / used.sum() for z in (a, b)),
            curvature=functools.partial(curved_once, weight),
        )
        ratio = (numpy.nanmean(b**2, axis=0) / before[used]).mean()
        expected = about_estimated_mean(len(self.a))
        return [
            {
                "predicted": expected,
                "observed": ratio,
                "standardError": contrast.error,
                "effect": abs(ratio - expected),
                "pValue": contrast.p_value(ratio - expected),
            }
        ]


def trace(original, synthetic):
    """The trace ratio, an original counting for what it is by mean and covariance of all others."""
    if original.shape[1] > MATRIX:
        return []
    used, weights = trace_weights(original, original.std(axis=0) > 0)
    if weights is None or min(len(original), len(synthetic)) < max(LEAST_VALUES, 10 * used.sum()):
        return []
    deviations = (rows[:, used] - original[:, used].mean(axis=0) for rows in (original, synthetic))
    a, b = (((z @ weights) * z).sum(axis=1) for z in deviations)
    n = len(a)
    rest = n - 1 - used.sum() * a
    # A row that alone lets a column vary, among the digits' pixels, has nothing to be compared with.
    d = used.sum()
    curvature = functools.partial(curved_once, numpy.sqrt((d + 1) / (2 * d)))
    return [Contrast(n * a / rest, b, curvature=curvature).finding(1.0)] if (rest > 1e-6 * n).all() else []


def share(a, of_a, b, of_b):
    ones = numpy.repeat([1.0, 0.0], [a, of_a - a]), numpy.repeat([1.0, 0.0], [b, of_b - b])
    # What only one side has counts whole.
    unit = 1.0 if a and b else max(a / of_a, b / of_b) or 1.0
    return Contrast(*ones).finding(unit)


def drawn(rows, b):
    """Second and third central moment of sum b_c^2 / m_c over all ways to draw b rows, in fractions."""
    # A set of classes: the sums over it of E[prod T_c^k_c] by the powers k, each by the order of its factorial moments.
    kinds = {(1,): (0, 1, 1), (2,): (0, 1, 7, 6, 1), (3,): (0, 1, 31, 90, 65, 15, 1)}

    def power(k, m):
        return [Fraction(s * math.perm(m, r), m**k) for r, s in enumerate(kinds[k,])]

    def moment(powers):
        # Class by class: which of the powers are taken already, and the order that this has made.
        sums = {((), 0): Fraction(1)}
        for m in rows:
            later = dict(sums)
            for (taken, order), value in sums.items():
                for at in range(len(powers)):
                    if at not in taken:
                        for r, term in enumerate(power(powers[at], m)):
                            key = tuple(sorted((*taken, at))), order + r
                            later[key] = later.get(key, 0) + value * term
            sums = later
        n, every = sum(rows), tuple(range(len(powers)))
        return sum(v * Fraction(math.perm(b, r), math.perm(n, r)) for (t, r), v in sums.items() if t == every)

    first = moment([1])
    second = moment([2]) + moment([1, 1])
    third = moment([3]) + 3 * moment([2, 1]) + moment([1, 1, 1])
    return float(second - first**2), float(third - 3 * first * second + 2 * first**3)


def homogeneity(before, after):
    """All shares together: counts of each class in both tables."""
    a, b = before.sum(), after.sum()
    rows = before + after
    before, after, rows = before[rows > 0], after[rows > 0], rows[rows > 0]
    if min(a, b) < LEAST_VALUES or len(rows) < 2:
        return []
    n, k, p = a + b, len(rows), b / (a + b)
    statistic = stats.chi2_contingency([before, after], correction=False).statistic
    chance = 0.0
    for m in rows:
        counts = numpy.arange(m + 1)
        chance += (stats.binom.pmf(counts, m, p) * abs(counts - m * p)).sum() * numpy.sqrt((n - m) / (n - 1))
    mean = (k - 1) * n / (n - 1)
    variance, third = drawn([int(m) for m in rows], int(b))
    variance, third = variance / (p * (1 - p)) ** 2, third / (p * (1 - p)) ** 3
    skewness = max(third / variance**1.5, 2 * numpy.sqrt(variance) / mean)
    distance, chance = abs(before / a - after / b).sum() / 2, chance * (1 / a + 1 / b) / 2
    return [
        {
            "predicted": mean,
            "observed": statistic,
            "standardError": numpy.sqrt(variance),
            "effect": numpy.sqrt(max(0.0, distance**2 - chance**2)),
            "pValue": stats.pearson3.sf(statistic, skewness, mean, numpy.sqrt(variance)),
        }
    ]


def worst(name, statistics, tolerance):
    count = len(statistics)
    relevant = [s for s in statistics if s["effect"] > tolerance and s["pValue"] * count <= LEVEL]
    best = min(relevant or statistics, key=lambda s: (s["pValue"], -s["effect"] if s["pValue"] == 0 else 0))
    # Columns that are functions of each other have p-values that only rounding tells apart: any of them may be named.
    close = 1e-9 * best["pValue"]
    equal = [s for s in relevant or statistics if s is best or 0 < s["pValue"] <= best["pValue"] + close]
    corrected = [{"name": name, "tested": count, **s, "pValue": min(1.0, s["pValue"] * count)} for s in equal]
    return {**corrected[equal.index(best)], "equal": corrected}


def findings(original, synthetic, classes, tolerance):
    """classes: the class of each row of both tables; None for none."""
    deviations, mean = numpy.nanstd(original, axis=0), numpy.nanmean(original, axis=0)
    overall = Group(original, synthetic, deviations, mean)
    result = [
        *({"name": "scale", "tested": 1, **f} for f in overall.scale()),
        *({"name": "trace", "tested": 1, **f} for f in trace(original, synthetic)),
        worst("covariance", overall.covariances(), tolerance),
        worst("mean", overall.means(), tolerance),
    ]
    held = [(~numpy.isnan(rows)).sum(axis=0) for rows in (original, synthetic)]
    there = [share(a, len(original), b, len(synthetic)) for a, b in zip(*held)]
    result.append(worst("values that are there", there, tolerance))
    if classes:
        before, after = classes
        names, sizes = numpy.unique(before, return_counts=True)
        # The first of equals is named: the most frequent classes come first.
        names = names[numpy.argsort(-sizes, kind="stable")]
        groups = []
        for name in names:
            rows = original[before == name]
            groups.append(Group(rows, synthetic[after == name], deviations, mean, followed(original.shape[1])))
        for name, part in (
            ("scale of a class", "scale"),
            ("covariance within a class", "covariances"),
            ("mean of a class", "means"),
        ):
            result.append(worst(name, [s for g in groups for s in getattr(g, part)()], tolerance))
        counts = numpy.array([[(side == c).sum() for c in names] for side in (before, after)])
        shares = [share(a, len(before), b, len(after)) for a, b in counts.T]
        result.append(worst("class share", shares, tolerance))
        result += ({"name": "class shares", "tested": 1, **f} for f in homogeneity(*counts))
    return overall, result
