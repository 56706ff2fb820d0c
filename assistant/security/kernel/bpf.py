"""Filters of system calls (seccomp), written as programs of the kernel's small machine and installed for good."""

import ctypes
import errno
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from assistant.security.kernel.calls import PR_SET_NO_NEW_PRIVS, Machine, make_call, set_of_process

LoadWord, JumpIfEqual, JumpIfAtLeast, And, Return = 0x20, 0x15, 0x35, 0x54, 0x06
ALLOW, KILL = 0x7FFF0000, 0x80000000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
"""Offsets in struct seccomp_data; both architectures are little-endian, so the low word of an argument comes first."""
FIRST_FOREIGN = 0x40000000
"""System calls from here on are those of the x32 ABI."""
SET_MODE_FILTER, ALL_THREADS = 1, 1

Step: TypeAlias = tuple[int, int, int, int]
"""(code, jump if true, jump if false, operand), jumps counted from the next step."""


class PartlyInstalled(OSError):
    """A thread could not be reached; its number is the message."""


def refused(error: int) -> int:
    """What a filter returns for the call to fail with that error."""
    return 0x00050000 | error


@dataclass(frozen=True, slots=True)
class If:
    """A condition on one argument, from 0, of which the low 32 bits count: those of `mask` are `value`."""

    argument: int
    value: int
    mask: int = 0xFFFFFFFF

    def steps(self) -> list[Step]:
        """Allows where it holds; goes on with the next step where not."""
        masked = [] if self.mask == 0xFFFFFFFF else [(And, 0, 0, self.mask)]
        load = (LoadWord, 0, 0, FIRST_ARGUMENT + 8 * self.argument)
        return [load, *masked, (JumpIfEqual, 0, 1, self.value), (Return, 0, 0, ALLOW)]


Rules: TypeAlias = Mapping[str, Sequence[If]]
"""Calls that are allowed: always, or where one of the conditions holds."""


def allow_list(machine: Machine, rules: Rules, answers: Mapping[str, int]) -> list[Step]:
    """A filter that refuses what `rules` do not allow, with EPERM or the error that `answers` names for the call."""
    steps: list[Step] = beginning(machine)
    for name, conditions in rules.items():
        allowed = [step for one in conditions for step in one.steps()]
        last = refused(errno.EPERM) if conditions else ALLOW
        steps += for_call(machine, name, [*allowed, (Return, 0, 0, last)])
    for name, error in answers.items():
        steps += for_call(machine, name, [(Return, 0, 0, refused(error))])
    return [*steps, (Return, 0, 0, refused(errno.EPERM))]


def beginning(machine: Machine) -> list[Step]:
    """Ends a process of another architecture, refuses foreign calls, and leaves the call's number to compare."""
    return [
        (LoadWord, 0, 0, ARCHITECTURE),
        (JumpIfEqual, 1, 0, machine.audit),
        (Return, 0, 0, KILL),
        (LoadWord, 0, 0, NUMBER),
        (JumpIfAtLeast, 0, 1, FIRST_FOREIGN),
        (Return, 0, 0, refused(errno.EACCES)),
    ]


def for_call(machine: Machine, name: str, steps: Iterable[Step]) -> list[Step]:
    """Steps for one call, skipped for all others; they end in a return."""
    number, steps = machine.number(name), list(steps)
    return [] if number is None else [(JumpIfEqual, 0, len(steps), number), *steps]


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def install(steps: Sequence[Step]) -> None:
    """Puts a filter before every thread of this process and its children, for good.

    Raises OSError, and PartlyInstalled where a thread has filters of its own.
    """
    instructions = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    set_of_process(PR_SET_NO_NEW_PRIVS, 1)
    outcome = make_call("seccomp", SET_MODE_FILTER, ALL_THREADS, _Program(len(steps), instructions))
    if outcome > 0:
        raise PartlyInstalled(outcome)
