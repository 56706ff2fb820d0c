"""What this build of llama.cpp runs on, and how much of a model goes where."""

import ctypes
import sys
from pathlib import Path
from typing import Any

from assistant.domain.errors import ModelError
from assistant.domain.rows import Row
from assistant.llm.models.free_memory import free_memory
from assistant.llm.models.gguf import Header
from assistant.messages import decimal, tr

GPU_KINDS = (1, 2)
"""GGML_BACKEND_DEVICE_TYPE_GPU and _IGPU."""
GPU_SHARE = 0.9
"""Of a GPU's free memory; the rest is for what its driver needs."""
ALL_THAT_FIT = -1
ERROR_LEVEL = 4


class Log:
    """Takes llama.cpp's log, away from the standard error stream, and keeps its last complaint."""

    def __init__(self, api: Any) -> None:
        self.last = ""
        self._callback = api.llama_log_callback(self._hear)
        api.llama_log_set(self._callback, None)

    def _hear(self, level: int, text: bytes, _: Any) -> None:
        if level == ERROR_LEVEL:
            self.last = text.decode("utf-8", "replace").strip()[:300]


def describe(api: Any) -> Row:
    """{supported, system, devices: [{name, description, free, total}]}: what doctor shows. Sizes in bytes."""
    return {
        "supported": bool(api.llama_supports_gpu_offload()),
        "system": api.llama_print_system_info().decode("utf-8", "replace").strip(" |"),
        "devices": gpus(api),
    }


def gpus(api: Any) -> list[Row]:
    """Every GPU that this build can use, with its memory."""
    device_at = _function(api, "ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    kind_of = _function(api, "ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)
    name_of = _function(api, "ggml_backend_dev_name", ctypes.c_char_p, ctypes.c_void_p)
    description_of = _function(api, "ggml_backend_dev_description", ctypes.c_char_p, ctypes.c_void_p)
    size = ctypes.POINTER(ctypes.c_size_t)
    memory_of = _function(api, "ggml_backend_dev_memory", None, ctypes.c_void_p, size, size)
    found = []
    for place in range(_function(api, "ggml_backend_dev_count", ctypes.c_size_t)()):
        device = device_at(place)
        if kind_of(device) not in GPU_KINDS:
            continue
        free, total = ctypes.c_size_t(), ctypes.c_size_t()
        memory_of(device, ctypes.byref(free), ctypes.byref(total))
        words = {"name": name_of(device).decode(), "description": description_of(device).decode("utf-8", "replace")}
        found.append({**words, "free": free.value, "total": total.value})
    return found


def layers_to_offload(api: Any, header: Header, context: int, wanted: int) -> int:
    """How many layers go to the GPU: as many as wanted, or for ALL_THAT_FIT what its free memory holds."""
    if wanted == 0 or not api.llama_supports_gpu_offload():
        return 0
    if wanted > 0:
        return wanted
    free = max((device["free"] for device in gpus(api)), default=0)
    return layers_that_fit(header, context, int(free * GPU_SHARE))


def layers_that_fit(header: Header, context: int, free: int) -> int:
    """Layers, their share of the context included, that go into so many bytes; all of them and the output, or fewer."""
    if header.memory(context) <= free:
        return header.layers + 1
    layer = header.layer_bytes + context * header.cache_bytes_per_token // max(1, header.layers)
    # The buffers for the work come first; the output, often the largest tensor, stays outside.
    rest = free - header.work_space
    return max(0, min(header.layers, rest // layer if layer else 0))


def check_memory(header: Header, context: int, offloaded: int = 0) -> None:
    """Raises ModelError when what is not offloaded would not fit into free memory."""
    free = free_memory()
    need = header.memory(context) - min(offloaded, header.layers) * header.layer_bytes
    if free is not None and need > free:
        raise ModelError(
            tr(
                "This model needs about {needed} GB of memory, and {free} GB are free. Choose a "
                "smaller model, or close other programs.",
                needed=decimal(need / 1e9, 1),
                free=decimal(free / 1e9, 1),
            )
        )


def _function(api: Any, name: str, result: Any, *arguments: Any) -> Any:
    """A function of the libraries beneath llama.cpp, which its bindings leave out."""
    libraries = [api._lib]
    if sys.platform == "win32":
        # There a library does not give out what it takes from others.
        libraries += [ctypes.CDLL(str(path)) for path in sorted(Path(api._base_path).glob("ggml*.dll"))]
    found = next(getattr(library, name) for library in libraries if hasattr(library, name))
    # A prototype of our own: the bindings may have set others on the same function.
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(found, ctypes.c_void_p).value or 0)
