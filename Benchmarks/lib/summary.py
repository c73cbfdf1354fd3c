"""Turns the raw record of a side-by-side run into a table and a plot. As a program: summary.py RUN-FOLDER."""

import json
import sys
from pathlib import Path
from statistics import median

TITLES = {
    "zstd": ("`zstd -dc`", "decompresses, and nothing else"),
    "wc": ("`zstd -dc \\| wc -l`", "counts lines, unparsed"),
    "retrace": ("**retrace**", "every count, bound, breakdown and reject, before and since"),
    "duckdb": ("DuckDB", "three counts, lower values, before only"),
    "chdb": ("ClickHouse (chDB)", "three counts, lower values, before only"),
    "polars": ("Polars", "three counts, lower values, before only"),
    "duckdb-scan": ("DuckDB, bare scan", "parses every field, counts lines"),
    "chdb-scan": ("ClickHouse (chDB), bare scan", "parses every field, counts lines"),
    "polars-scan": ("Polars, bare scan", "parses every field, counts lines"),
}


def rows(raw):
    """Medians by contestant, and medians of the ratios to zstd within each round."""
    by_name = {}
    for run in raw["runs"]:
        run = run | {"cpu": run["user"] + run["system"]}
        by_name.setdefault(run["name"], {})[run["round"]] = run
    unit = by_name["zstd"]
    found = []
    for name in filter(by_name.__contains__, TITLES):
        runs = by_name[name]
        row = {key: median(run[key] for run in runs.values()) for key in ("wall", "cpu", "peak_bytes")}
        for key in ("wall", "cpu"):
            row[f"{key}_ratio"] = median(run[key] / unit[number][key] for number, run in runs.items())
        found.append(row | {"name": name})
    return found


def markdown(raw, table):
    machine, logs, versions = raw["machine"], raw["logs"], raw["versions"]
    lines = [
        f"# Side by side, {raw['date']}",
        "",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_bytes'] / 2**30:.0f} GiB. "
        f"{logs['lines']:,} lines in {logs['files']} files: {logs['bytes'] / 1e9:.2f} GB of JSON, "
        f"{logs['bytes_compressed'] / 1e6:.0f} MB as stored, in the page cache. {raw['threads']} threads each; medians of "
        f"{max(run['round'] for run in raw['runs']) + 1} interleaved runs, ratios to the `zstd -dc` of the same round.",
        "",
        ", ".join(f"{name} {version}" for name, version in versions.items() if version != "unknown") + ".",
        "",
        "| | does | wall s | × zstd | CPU s | × zstd | peak MiB |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in table:
        title, does = TITLES[row["name"]]
        lines.append(
            f"| {title} | {does} | {row['wall']:.2f} | {row['wall_ratio']:.2f} | {row['cpu']:.2f} | {row['cpu_ratio']:.2f} "
            f"| {row['peak_bytes'] / 2**20:.0f} |"
        )
    lines += [
        "",
        "Peaks are of resident memory of the largest process. Every answer, retrace's too, was compared in every run with",
        "what the logs were made to show.",
        "",
        "![CPU time as a multiple of zstd -dc](plot.svg)",
    ]
    return "\n".join(lines) + "\n"


def svg(table):
    """Horizontal bars: CPU time in multiples of zstd's."""
    bar, gap, left, width = 22, 10, 210, 420
    largest = max(row["cpu_ratio"] for row in table)
    height = len(table) * (bar + gap) + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 80}" height="{height}" font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="white"/>',
        '<text x="10" y="22" font-weight="bold">CPU time, as a multiple of zstd -dc of the same files</text>',
    ]
    for index, row in enumerate(table):
        y = 40 + index * (bar + gap)
        length = max(2, row["cpu_ratio"] / largest * width)
        colour = "#2563eb" if row["name"] == "retrace" else "#9ca3af"
        title = TITLES[row["name"]][0].replace("*", "").replace("`", "").replace("\\", "")
        parts += [
            f'<text x="{left - 8}" y="{y + 16}" text-anchor="end">{title}</text>',
            f'<rect x="{left}" y="{y}" width="{length:.1f}" height="{bar}" fill="{colour}"/>',
            f'<text x="{left + length + 6:.1f}" y="{y + 16}">{row["cpu_ratio"]:.2f}</text>',
        ]
    return "\n".join(parts + ["</svg>"]) + "\n"


def write(raw, folder):
    table = rows(raw)
    (folder / "summary.md").write_text(markdown(raw, table))
    (folder / "plot.svg").write_text(svg(table))


if __name__ == "__main__":
    place = Path(sys.argv[1])
    write(json.loads((place / "raw.json").read_text()), place)
