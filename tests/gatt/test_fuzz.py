"""No bytes make a parser read beyond them, overflow, or refuse without saying which field."""

import subprocess
from pathlib import Path

from conftest import compile_cpp

COUNT = 20_000


def test_mutated_values_under_both_sanitizers(fuzzer: Path) -> None:
    done = subprocess.run([fuzzer, str(COUNT), "1"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    tallies = {name: (int(yes), int(no)) for name, yes, no in (line.split() for line in done.stdout.splitlines())}
    assert len(tallies) == 13
    for name, (accepted, refused) in tallies.items():
        assert accepted + refused == COUNT, name
        # Mutations that only ever break a value would test nothing but the first field.
        assert accepted > COUNT / 400, name
        assert refused > COUNT / 4, name


def test_a_byte_read_beyond_the_value_would_be_seen(tmp_path: Path) -> None:
    source = tmp_path / "beyond.cpp"
    source.write_text(
        '#include "gatt_health.h"\n'
        "int main() {\n"
        "  const uint8_t *bytes = new uint8_t[3]{0x10, 0x48, 0x00};\n"
        "  esphome::healthsense_gatt::HeartRate rate;\n"
        "  return parse_heart_rate(bytes, 4, &rate) ? 0 : 1;  // one more than there are\n"
        "}\n"
    )
    program = compile_cpp(source, tmp_path / "beyond", "-O1", "-fsanitize=address")
    done = subprocess.run([program], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "heap-buffer-overflow" in done.stderr
