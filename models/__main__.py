"""``script/train [MODEL...]``: train, validate, export, write the card."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from .data import DataMissingError
from .train import PIPELINES, ROOT, ParityError, paths, train, write


def _iso_date(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def main(arguments: list[str] | None = None) -> int:
    """Return 0; 1 where ``--check`` finds a file that differs; 2 where training is not possible."""
    parser = argparse.ArgumentParser(prog="script/train", description=__doc__)
    parser.add_argument("models", nargs="*", metavar="MODEL", help=f"one of: {', '.join(PIPELINES)} (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    parser.add_argument("--date", type=_iso_date, help="the date on the card (default: the one in the pipeline)")
    parser.add_argument("--root", type=Path, default=ROOT, help="write below this folder (default: the repository)")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.models if name not in PIPELINES]:
        parser.error(f"unknown model: {', '.join(unknown)}")
    status = 0
    for name in given.models or list(PIPELINES):
        print(f"{name}: training and validating", flush=True)
        try:
            content = train(name, trained_on=given.date)
        except (DataMissingError, ParityError) as err:
            print(f"{name}: {err}", file=sys.stderr)
            status = 2
            continue
        figures = json.loads(content["json"])["figures"]
        print(
            f"{name}: AUC {figures['auc']['value']:.3f} "
            f"({figures['auc']['lower']:.3f}-{figures['auc']['upper']:.3f}), "
            f"AUPRC {figures['auprc']['value']:.3f} (guessing {figures['prevalence']:.3f}), "
            f"Brier {figures['brier']['value']:.4f} (prevalence alone {figures['brier_of_prevalence']:.4f}), "
            f"calibration slope {figures['calibration_slope']['value']:.2f}"
        )
        if given.check:
            for kind, path in paths(name, given.root).items():
                same = path.is_file() and path.read_bytes() == content[kind]
                print(f"{name}: {path.name} {'is current' if same else 'DIFFERS'}")
                status = status if same else max(status, 1)
        else:
            for path in write(name, content, given.root):
                print(f"{name}: wrote {path.relative_to(given.root)}")
    return status


if __name__ == "__main__":
    sys.exit(main())
