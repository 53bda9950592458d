"""Depthwise convolution whose backward pass is quick on a CPU.

The stock backward of a depthwise convolution takes most of a training step on x86: in bfloat16 it falls back to
reference code. Two facts get round it: the gradient of the input is itself a depthwise *forward* convolution (of the
gradient, spread out by the stride, with the kernel turned round), which is quick in bfloat16; and the gradient of the
weights is quick in float32 with channels last.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional


class Depthwise(nn.Module):
    """A depthwise convolution with TensorFlow's 'same' padding for an input side that the stride divides.

    Args:
        weight: ``float32[channels, 1, k, k]``, shared, not copied.
        stride: 1 or 2.
    """

    def __init__(self, weight: nn.Parameter, *, stride: int) -> None:
        super().__init__()
        self.weight = weight
        self.stride = stride
        excess = weight.shape[-1] - stride
        before = excess // 2
        self.padding = (before, excess - before, before, excess - before)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """``[n, channels, side, side]`` -> ``[n, channels, side / stride, side / stride]``."""
        padded = functional.pad(inputs, self.padding)
        if not (torch.is_grad_enabled() and inputs.device.type == "cpu"):
            return functional.conv2d(padded, self.weight, stride=self.stride, groups=len(self.weight))
        weight = self.weight.to(_autocast_type(inputs))
        result: torch.Tensor = _QuickBackward.apply(padded.to(weight.dtype), weight, self.stride)  # type: ignore[no-untyped-call]
        return result


class _QuickBackward(torch.autograd.Function):
    """Unpadded depthwise convolution; see the module's docstring for its two gradients."""

    @staticmethod
    def forward(ctx: Any, inputs: torch.Tensor, weight: torch.Tensor, stride: int) -> torch.Tensor:
        ctx.save_for_backward(inputs, weight)
        ctx.stride = stride
        with torch.autocast("cpu", enabled=False):
            return functional.conv2d(inputs, weight, stride=stride, groups=len(weight))

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> tuple[torch.Tensor | None, torch.Tensor | None, None]:
        inputs, weight = ctx.saved_tensors
        of_inputs = _gradient_of_inputs(gradient, inputs, weight, ctx.stride) if ctx.needs_input_grad[0] else None
        of_weight = _gradient_of_weight(gradient, inputs, weight, ctx.stride) if ctx.needs_input_grad[1] else None
        return of_inputs, of_weight, None


def _gradient_of_inputs(
    gradient: torch.Tensor, inputs: torch.Tensor, weight: torch.Tensor, stride: int
) -> torch.Tensor:
    kernel = weight.shape[-1]
    if stride > 1:
        n, channels, height, width = inputs.shape
        spread = gradient.new_zeros(n, channels, height - kernel + 1, width - kernel + 1)
        spread = spread.to(memory_format=torch.channels_last)
        spread[:, :, ::stride, ::stride] = gradient
        gradient = spread
    return functional.conv2d(gradient, weight.flip(2, 3), padding=kernel - 1, groups=len(weight))


def _gradient_of_weight(
    gradient: torch.Tensor, inputs: torch.Tensor, weight: torch.Tensor, stride: int
) -> torch.Tensor:
    result = torch.ops.aten.convolution_backward(
        gradient.float().contiguous(memory_format=torch.channels_last),
        inputs.float(),
        weight.float(),
        None,
        [stride, stride],
        [0, 0],
        [1, 1],
        False,
        [0, 0],
        len(weight),
        [False, True, False],
    )[1]
    converted: torch.Tensor = result.to(weight.dtype)
    return converted


def _autocast_type(inputs: torch.Tensor) -> torch.dtype:
    return torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else inputs.dtype
