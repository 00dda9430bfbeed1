"""Compares a CSV folder that was synthesized with its input: header, rows, rows per class, no leftovers.

usage: same_shape.py INPUT.csv OUTPUT-FOLDER CLASS-COLUMN
"""

import collections
import csv
import pathlib
import sys


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return header, rows


def main(original, folder, label):
    header, rows = read(original)
    parts = sorted(pathlib.Path(folder).glob("part-*.csv"))
    assert parts, f"no part-*.csv in {folder}"
    made = []
    for part in parts:
        part_header, part_rows = read(part)
        assert part_header == header, f"{part} has the header {part_header}, not {header}"
        made += part_rows
    assert len(made) == len(rows), f"{len(made)} rows, not {len(rows)}"
    at = header.index(label)
    want = collections.Counter(row[at] for row in rows)
    got = collections.Counter(row[at] for row in made)
    assert got == want, f"rows by {label}: {dict(got)}, not {dict(want)}"
    staging = pathlib.Path(folder).parent / ".spark-mixup"
    assert not staging.exists(), f"{staging} was left behind"
    print(f"{len(made)} rows, by {label}: {dict(sorted(got.items()))}; nothing left behind")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except AssertionError as e:
        sys.exit(f"same_shape: {e}")
