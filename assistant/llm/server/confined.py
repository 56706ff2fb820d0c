"""What the model's process may still do once it has a file to open: read that file and what it is built of."""

import sys
from pathlib import Path

import assistant
from assistant.domain.rows import RowView
from assistant.llm.models.free_memory import CONTROL_GROUP, MEMORY_INFO
from assistant.security.kernel.confinement import Leave, confine

_ROOT = Path(assistant.__file__).resolve().parents[1]
_SYSTEM = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/sys/devices/system", "/proc/cpuinfo", "/etc/localtime")
_GPU_FACTS = ("/sys", "/proc/devices", "/proc/driver", "/proc/self", "/etc/OpenCL", "/etc/vulkan")
_GPU_DEVICES = ("nvidia*", "nvidia-caps/*", "dri", "kfd")


def confine_to_model(request: RowView) -> int:
    """Confines this process to the model file that a request to open names. Returns the version of Landlock that
    holds, 0 without: then any file may be read, and still nothing written, started or sent. Raises NetworkLockFailed.
    """
    devices = gpu_devices() if int(request.get("gpu_layers", 0)) else []
    facts = [*_SYSTEM, *(_GPU_FACTS if devices else ())]
    # Folders of Python; the person's own lie in none of them.
    python = [Path(sys.prefix, "lib"), Path(sys.base_prefix, "lib"), _ROOT / "assistant", _ROOT / "resources"]
    places = [*map(Path, facts), *python, CONTROL_GROUP, MEMORY_INFO, Path(str(request["path"]))]
    return confine(Leave(places, devices))


def gpu_devices() -> list[Path]:
    """The files through which programs reach the GPUs of this machine."""
    return sorted(place for pattern in _GPU_DEVICES for place in Path("/dev").glob(pattern))
