"""A llama.cpp that dies as soon as it looks for a GPU, unless it is told to see none: the real one behind a shim."""

import subprocess
from importlib.util import find_spec
from pathlib import Path

# In front of the real library, whose own calls find these first too.
CRASHING = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static bool hidden(void) {
    const char *named = getenv("CUDA_VISIBLE_DEVICES");
    return named != NULL && strcmp(named, "-1") == 0;
}
bool llama_supports_gpu_offload(void) { return !hidden(); }
size_t ggml_backend_dev_count(void) {
    if (!hidden()) abort();
    return ((size_t (*)(void)) dlsym(RTLD_NEXT, "ggml_backend_dev_count"))();
}
"""


def library() -> Path:
    """The folder of llama.cpp's own libraries."""
    found = find_spec("llama_cpp")
    assert found is not None and found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0], "lib")


def build(folder: Path) -> Path:
    """Puts it into a folder, which LLAMA_CPP_LIB_PATH is to name."""
    (folder / "shim.c").write_text(CRASHING)
    links = ["-Wl,--no-as-needed", str(library() / "libllama.so"), f"-Wl,-rpath,{library()}", "-ldl"]
    command = ["cc", "-shared", "-fPIC", "-o", str(folder / "libllama.so"), str(folder / "shim.c"), *links]
    subprocess.run(command, check=True, capture_output=True)
    return folder
