"""The processes that train together: one by itself, or one for each GPU when ``torchrun`` started them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel


@dataclass(frozen=True, slots=True)
class Team:
    """This process's place among those that train one model."""

    rank: int
    """0 leads: it alone evaluates, saves and talks."""
    size: int
    device: torch.device

    @classmethod
    def join(cls) -> Team:
        """Join the team that ``torchrun`` started (NCCL between GPUs, Gloo between CPUs), or be one alone."""
        if not distributed.is_torchelastic_launched():
            return cls(0, 1, _device(0))
        device = _device(distributed.get_node_local_rank())
        if not distributed.is_initialized():
            distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
        return cls(distributed.get_rank(), distributed.get_world_size(), device)

    @staticmethod
    def leave() -> None:
        """Part from the others in good order."""
        if distributed.is_initialized():
            distributed.destroy_process_group()

    @property
    def leads(self) -> bool:
        """Whether this is the process that evaluates, saves and talks."""
        return self.rank == 0

    def share(self, module: nn.Module) -> nn.Module:
        """The module as all train it: their gradients are averaged after each backward pass."""
        if self.size == 1:
            return module
        # A label that is missing in one batch leaves its proxies without a gradient there.
        return DistributedDataParallel(module, broadcast_buffers=False, find_unused_parameters=True)

    def told(self, value: int) -> int:
        """The leader's value."""
        if self.size == 1:
            return value
        shared = torch.tensor(value, device=self.device)
        distributed.broadcast(shared, src=0)
        return int(shared)

    @contextmanager
    def leader_first(self) -> Iterator[None]:
        """The leader does the work in the block before the others do theirs, who then find its result."""
        if self.size > 1 and not self.leads:
            distributed.barrier()
        yield
        if self.size > 1 and self.leads:
            distributed.barrier()


def _device(local_rank: int) -> torch.device:
    return torch.device("cuda", local_rank) if torch.cuda.is_available() else torch.device("cpu")
