"""Run one benchmark and print its figures: ``python -m bench NAME`` (``script/bench`` picks the environment)."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def _engine(_options: argparse.Namespace) -> dict[str, Any]:
    from .engine import run  # noqa: PLC0415  # each benchmark has an environment of its own

    return run()


def _store(_options: argparse.Namespace) -> dict[str, Any]:
    from .store import run  # noqa: PLC0415  # each benchmark has an environment of its own

    return run()


def _intake(_options: argparse.Namespace) -> dict[str, Any]:
    from .intake import run  # noqa: PLC0415  # each benchmark has an environment of its own

    return run()


def _models(_options: argparse.Namespace) -> dict[str, Any]:
    from models.bench import bench  # noqa: PLC0415  # each benchmark has an environment of its own

    return bench()


def _homeassistant(options: argparse.Namespace) -> dict[str, Any]:
    from .homeassistant import measure  # noqa: PLC0415  # each benchmark has an environment of its own

    return asyncio.run(measure(options.hass, quick=options.quick))


def _recorder(options: argparse.Namespace) -> dict[str, Any]:
    from .recorder import measure  # noqa: PLC0415  # each benchmark has an environment of its own

    return asyncio.run(measure(options.hass, quick=options.quick))


def _startup(options: argparse.Namespace) -> dict[str, Any]:
    from .startup import measure  # noqa: PLC0415  # each benchmark has an environment of its own

    return asyncio.run(measure(options.hass, quick=options.quick))


def _latency(options: argparse.Namespace) -> dict[str, Any]:
    from .alert_latency import measure  # noqa: PLC0415  # each benchmark has an environment of its own

    return asyncio.run(measure(options.hass, quick=options.quick))


def _ppg(options: argparse.Namespace) -> dict[str, Any]:
    from .ppg import run  # noqa: PLC0415  # each benchmark has an environment of its own

    if options.folder is None:
        raise SystemExit("script/bench ppg: of which folder? script/bench ppg DIR")
    return run(options.folder)


def _ecg(options: argparse.Namespace) -> dict[str, Any]:
    from .ecg import run  # noqa: PLC0415  # each benchmark has an environment of its own

    if options.folder is None:
        raise SystemExit("script/bench ecg: of which folder? script/bench ecg DIR")
    return run(options.folder)


def _cost(_options: argparse.Namespace) -> dict[str, Any]:
    from .cost.count import UnavailableError, run  # noqa: PLC0415  # each benchmark has an environment of its own
    from .signal_core import state_bytes  # noqa: PLC0415  # as above

    try:
        return run(state_bytes)
    except UnavailableError as missing:
        raise SystemExit(f"script/bench cost: {missing}") from missing


def _pulses(_options: argparse.Namespace) -> dict[str, Any]:
    from .pulses.gates import run  # noqa: PLC0415  # each benchmark has an environment of its own

    return run()


def _alerts(options: argparse.Namespace) -> dict[str, Any]:
    from .alerts.run import run  # noqa: PLC0415  # each benchmark has an environment of its own

    return run(
        quick=options.quick,
        seeds=options.seeds,
        effects=options.effects,
        days=options.days,
        desaturations=options.desaturations,
        only_desaturations=options.only_desaturations,
    )


BENCHES: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "store": _store,
    "intake": _intake,
    "engine": _engine,
    "models": _models,
    "homeassistant": _homeassistant,
    "recorder": _recorder,
    "startup": _startup,
    "latency": _latency,
    "ppg": _ppg,
    "ecg": _ecg,
    "pulses": _pulses,
    "cost": _cost,
    "alerts": _alerts,
}


def _lines(figures: Any, indent: str = "  ") -> list[str]:  # noqa: ANN401  # JSON
    if not isinstance(figures, dict):
        return [f"{indent}{figures}"]
    out = []
    for name, value in figures.items():
        if isinstance(value, dict) and any(isinstance(part, dict) for part in value.values()):
            out += [f"{indent}{name}", *_lines(value, indent + "  ")]
        else:
            text = ", ".join(f"{key} {part}" for key, part in value.items()) if isinstance(value, dict) else value
            out.append(f"{indent}{name:32} {text}")
    return out


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("name", choices=BENCHES)
    parser.add_argument("folder", nargs="?", type=Path, help="recordings, for ppg and ecg")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--hass", type=Path)
    alerts = parser.add_argument_group("alerts")
    alerts.add_argument("--seeds", nargs="+", type=int, help="default: 101-105, which nothing is tuned on")
    alerts.add_argument("--effects", nargs="+", type=float, default=(1.0, 0.5), help="1: as published, 0.5: half")
    alerts.add_argument("--days", type=int)
    alerts.add_argument("--desaturations", type=Path, help="the recordings' folder")
    alerts.add_argument("--only-desaturations", action="store_true")
    options = parser.parse_args()
    figures = BENCHES[options.name](options)
    if options.name == "ppg":
        from .ppg import report  # noqa: PLC0415  # each benchmark has an environment of its own

        report(figures, as_json=options.json)
    elif options.json:
        sys.stdout.write(json.dumps({options.name: figures}) + "\n")
    else:
        sys.stdout.write("\n".join([options.name, *_lines(figures)]) + "\n")


main()
