"""The packages of the healthsense_engine wheel.

pyproject.toml can rename a folder or find the packages below one, not both at once.
"""

from setuptools import find_packages, setup

ENGINE = "custom_components/healthsense/engine"

setup(
    packages=["healthsense_engine", *(f"healthsense_engine.{name}" for name in find_packages(ENGINE))],
    package_dir={"healthsense_engine": ENGINE},
    package_data={"": ["*.json", "py.typed"]},
)
