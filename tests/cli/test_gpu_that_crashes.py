"""A llama.cpp that dies as soon as it looks for a GPU: the processor does its work, and every door says so."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.llm.crashing_gpu import build, library

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None, reason="stands in for a library, which is compiled"
)


@pytest.fixture(scope="module")
def crashing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("llama"))


def test_the_processor_does_its_work_and_every_door_says_so(fresh: Program, crashing: Path) -> None:
    words = "llama.cpp stopped when it used the GPU"
    library = {"LLAMA_CPP_LIB_PATH": str(crashing)}
    said = fresh("models", "layers", "auto", **library)
    assert said.status == 0 and words in said.out + said.err
    told = fresh("doctor", "--json", **library).json["gpu"]
    assert not told["ok"] and words in told["detail"]
    chat = fresh("chat", "Hello! How are you today?", "--json", **library)
    assert chat.status == 0 and "Traceback" not in chat.err, chat.err
    assert fresh("models", "layers", "0", **library).status == 0


def test_the_build_is_described_without_it(fresh: Program, crashing: Path) -> None:
    told = fresh("doctor", "--json", LLAMA_CPP_LIB_PATH=str(crashing)).json["gpu"]
    assert told["ok"] and "llama.cpp stopped when it used the GPU" in told["detail"]


def test_symbols_of_the_system_come_before_those_of_cuda(tmp_path: Path) -> None:
    """As a build for CUDA has it: seen by whether the system's C++ is there for all."""
    for file in library().iterdir():
        (tmp_path / file.name).symlink_to(file)
    program = (
        "import ctypes\nfrom assistant.llm.server.process import bindings\nbindings()\n"
        "print(hasattr(ctypes.CDLL(None), '_ZNSt8ios_base4InitC1Ev'))"
    )

    def is_there_for_all() -> bool:
        run = subprocess.run(
            [sys.executable, "-c", program], env={"LLAMA_CPP_LIB_PATH": str(tmp_path)}, cwd=Path(__file__).parents[2],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return run.stdout.strip() == "True"

    assert not is_there_for_all()
    (tmp_path / "libggml-cuda.so").touch()
    assert is_there_for_all()
