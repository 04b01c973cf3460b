"""The registry: only what training wrote is loaded."""

import copy
import hashlib
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from healthsense_engine.risk import registry
from healthsense_engine.risk.models import SCHEMA_VERSION, ModelError, parse_model

ARTEFACT = registry.read("diabetes", "1.0.0")


def install(
    folder: Path, document: dict[str, Any], *, sealed: bool = True, name: str = "diabetes", listed: bool = True
) -> Path:
    """Write an artefact as training would; ``listed`` in a manifest too."""
    if sealed:
        document = {**document, "content_sha256": registry.content_sha256(document)}
    place = folder / name / f"{document['version']}.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(document))
    if listed:
        (folder / registry.MANIFEST).write_text(json.dumps(registry.build_manifest(folder)))
    return folder


def changed(*path: str | int, value: Any) -> dict[str, Any]:
    document = copy.deepcopy(ARTEFACT)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


def test_every_shipped_model_is_listed_and_loads() -> None:
    manifest = registry.manifest()
    assert registry.available() == tuple(manifest.models)
    for name in registry.available():
        for version in manifest.versions(name):
            model = registry.load(name, version)
            assert (model.name, model.version) == (name, version)
            assert 0 < model.events < model.n
        assert registry.load(name) == registry.load(name, manifest.newest(name))


def test_nothing_lies_about_that_the_manifest_does_not_list() -> None:
    written = json.loads((registry.ARTEFACTS / registry.MANIFEST).read_bytes())
    assert written == registry.build_manifest()
    files = [path for path in registry.ARTEFACTS.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= registry.MAX_BYTES, "artefacts together stay under 4 MB"
    assert len(files) == 1 + sum(len(registry.manifest().versions(name)) for name in registry.available())


def test_the_first_diabetes_model_is_what_it_was() -> None:
    model = registry.load("diabetes", "1.0.0")
    assert (model.name, model.n, model.events) == ("diabetes", 4210, 190)
    assert model.input_names == ("age", "sex", "bmi", "waist", "systolic", "diastolic", "pulse", "activity")
    assert model.content_sha256 == ARTEFACT["content_sha256"]
    assert model.conformal is None
    assert all(spec.fill is None and spec.reference is None for spec in model.inputs)


def test_another_version_is_not_silently_replaced() -> None:
    with pytest.raises(registry.UnknownModelError, match=r"not 9\.9\.9"):
        registry.load("diabetes", "9.9.9")


def test_versions_are_ordered_as_numbers(tmp_path: Path) -> None:
    for version in ("1.0.0", "1.10.0", "1.9.0"):
        install(tmp_path, {**ARTEFACT, "version": version})
    assert registry.manifest(tmp_path).versions("diabetes") == ("1.0.0", "1.9.0", "1.10.0")
    assert registry.load("diabetes", folder=tmp_path).version == "1.10.0"
    assert registry.load("diabetes", "1.9.0", folder=tmp_path).version == "1.9.0"


def test_a_file_that_the_manifest_does_not_list_is_not_loaded(tmp_path: Path) -> None:
    install(tmp_path, ARTEFACT)
    install(tmp_path, {**ARTEFACT, "version": "2.0.0"}, listed=False)
    assert registry.load("diabetes", folder=tmp_path).version == "1.0.0"
    with pytest.raises(registry.UnknownModelError):
        registry.load("diabetes", "2.0.0", folder=tmp_path)


def test_a_file_resealed_behind_the_manifests_back_is_refused(tmp_path: Path) -> None:
    install(tmp_path, ARTEFACT)
    install(tmp_path, changed("intercept", value=0.1), listed=False)
    with pytest.raises(registry.CorruptModelError, match="not the file that the manifest lists"):
        registry.load("diabetes", folder=tmp_path)


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b'{"schema_version": 1, "models": {}}', b'{"models": 3, "content_sha256": ""}']
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, raw: bytes) -> None:
    install(tmp_path, ARTEFACT)
    (tmp_path / registry.MANIFEST).write_bytes(raw)
    with pytest.raises(ModelError):
        registry.available(tmp_path)


@pytest.mark.parametrize("models", [3, {"diabetes": 3}, {"diabetes": {"one": "ab"}}, {"diabetes": ["1.0.0"]}])
def test_a_sealed_manifest_of_another_shape_is_refused(tmp_path: Path, models: Any) -> None:
    document: dict[str, Any] = {"schema_version": 1, "models": models}
    document["content_sha256"] = registry.content_sha256(document)
    (tmp_path / registry.MANIFEST).write_text(json.dumps(document))
    with pytest.raises(ModelError):
        registry.available(tmp_path)


def test_a_newer_manifest_asks_for_an_update(tmp_path: Path) -> None:
    document: dict[str, Any] = {"schema_version": 2, "models": {}}
    document["content_sha256"] = registry.content_sha256(document)
    (tmp_path / registry.MANIFEST).write_text(json.dumps(document))
    with pytest.raises(ModelError, match="update HealthSense"):
        registry.available(tmp_path)


@pytest.mark.parametrize("name", ["nobody", "../diabetes", "diabetes.json", "", "DIABETES"])
def test_a_name_that_is_not_installed(name: str) -> None:
    with pytest.raises(registry.UnknownModelError):
        registry.load(name)


def test_the_hash_covers_every_field_and_is_plain_sha256_of_sorted_json() -> None:
    content = {key: value for key, value in ARTEFACT.items() if key != "content_sha256"}
    plain = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    assert hashlib.sha256(plain).hexdigest() == ARTEFACT["content_sha256"]


@pytest.mark.parametrize(
    "path", [("intercept",), ("inputs", 2, "coefficient"), ("question",), ("figures", "ece", "value")]
)
def test_a_changed_field_is_noticed(tmp_path: Path, path: tuple[str | int, ...]) -> None:
    install(tmp_path, changed(*path, value=0.123), sealed=False)
    with pytest.raises(registry.CorruptModelError, match="hash"):
        registry.load("diabetes", folder=tmp_path)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b'{"intercept": NaN}', b"[" * 100_000])
def test_what_is_not_an_artefact_is_refused(tmp_path: Path, raw: bytes) -> None:
    install(tmp_path, ARTEFACT)
    (tmp_path / "diabetes" / "1.0.0.json").write_bytes(raw)
    with pytest.raises(registry.CorruptModelError):
        registry.load("diabetes", folder=tmp_path)


def test_a_file_too_large_is_not_parsed(tmp_path: Path) -> None:
    install(tmp_path, ARTEFACT)
    (tmp_path / "diabetes" / "1.0.0.json").write_bytes(b" " * (registry.MAX_BYTES + 1))
    with pytest.raises(registry.CorruptModelError, match="larger"):
        registry.load("diabetes", folder=tmp_path)


def test_a_file_under_another_models_name_is_refused(tmp_path: Path) -> None:
    install(tmp_path, ARTEFACT, name="stroke")
    with pytest.raises(registry.CorruptModelError, match="another model"):
        registry.load("stroke", folder=tmp_path)


def test_a_newer_layout_asks_for_an_update(tmp_path: Path) -> None:
    install(tmp_path, changed("schema_version", value=SCHEMA_VERSION + 1))
    with pytest.raises(ModelError, match="update HealthSense"):
        registry.load("diabetes", folder=tmp_path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 0),
        (("schema_version",), True),
        (("schema_version",), "1"),
        (("kind",), "random_forest"),
        (("inputs",), []),
        (("inputs", 1, "name"), "age"),
        (("inputs", 0, "scale"), 0.0),
        (("inputs", 0, "range"), [60, 20]),
        (("inputs", 0, "range"), [60]),
        (("inputs", 0, "cap"), None),
        (("inputs", 0, "mean"), "46"),
        (("inputs", 0, "mean"), True),
        (("intercept",), math.inf),
        (("covariance",), [[1.0]]),
        (("covariance", 0), [1.0]),
        (("applicability", "inputs"), ["age", "height"]),
        (("bands",), []),
        (("bands", 3, "below"), 0.5),
        (("population_risk",), [0.1]),
        (("data",), None),
        (("calibration",), {}),
    ],
)
def test_a_field_that_cannot_be_used_is_refused(path: tuple[str | int, ...], value: Any) -> None:
    with pytest.raises(ModelError):
        parse_model(changed(*path, value=value))


def test_bands_and_percentiles() -> None:
    model = registry.load("diabetes", "1.0.0")
    cuts = [band.below for band in model.bands[:-1]]
    assert [band.word for band in model.bands] == ["low", "average", "above_average", "high"]
    assert cuts == pytest.approx([0.01398, 0.05968, 0.09737])
    assert [model.band(cut) for cut in cuts if cut is not None] == ["average", "above_average", "high"]
    assert model.band(0.0) == "low"
    assert model.band(1.0) == "high"
    assert model.percentile(0.0) == 0
    assert model.percentile(1.0) == 100
    assert model.percentile(model.percentiles[50]) == 50
    assert model.prevalence == pytest.approx(190 / 4210)
    assert replace(model, bands=model.bands[:1]).band(0.9) == "low"
    with pytest.raises(KeyError):
        model.spec("height")
