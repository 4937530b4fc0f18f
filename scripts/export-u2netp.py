"""Writes u2netp (Qin et al. 2020, the small U^2-Net) with seeded random weights: python3 export-u2netp.py OUT.onnx (needs torch, onnx).

The same tensors, shapes and work as the real network, so that shapes, normalisation, time and memory can be tried where
its weights cannot be had. What it sees means nothing.
"""

import sys

import torch
from torch import nn
from torch.nn import functional as F

SIDE = 320
MIDDLE = 16
OUT = 64


class Step(nn.Module):
    """3 x 3 convolution, batch normalisation, ReLU."""

    def __init__(self, inputs, outputs, dilation=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, padding=dilation, dilation=dilation)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


def upsample(x, like):
    return F.interpolate(x, size=like.shape[2:], mode="bilinear", align_corners=False)


class Residual(nn.Module):
    """A residual U-block of some height; `is_flat` replaces pooling by dilation (RSU-4F)."""

    def __init__(self, inputs, height, is_flat=False):
        super().__init__()
        self.is_flat = is_flat
        self.entry = Step(inputs, OUT)
        self.down = nn.ModuleList(
            Step(OUT if at == 0 else MIDDLE, MIDDLE, 2**at if is_flat else 1) for at in range(height - 1)
        )
        self.bottom = Step(MIDDLE, MIDDLE, 2 ** (height - 1) if is_flat else 2)
        self.up = nn.ModuleList(
            Step(2 * MIDDLE, OUT if at == 0 else MIDDLE, 2**at if is_flat else 1) for at in range(height - 1)
        )

    def forward(self, x):
        entry = self.entry(x)
        kept, x = [], entry
        for at, step in enumerate(self.down):
            if at > 0 and not self.is_flat:
                x = F.max_pool2d(x, 2, stride=2, ceil_mode=True)
            x = step(x)
            kept.append(x)
        x = self.bottom(x)
        for at in reversed(range(len(self.up))):
            x = self.up[at](torch.cat((upsample(x, kept[at]), kept[at]), 1))
        return x + entry


HEIGHTS = [7, 6, 5, 4, 4, 4]


class U2NetP(nn.Module):
    def __init__(self):
        super().__init__()
        is_flat = [False, False, False, False, True, True]
        self.encode = nn.ModuleList(
            Residual(3 if at == 0 else OUT, HEIGHTS[at], is_flat[at]) for at in range(6)
        )
        self.decode = nn.ModuleList(Residual(2 * OUT, HEIGHTS[at], is_flat[at]) for at in range(5))
        self.sides = nn.ModuleList(nn.Conv2d(OUT, 1, 3, padding=1) for _ in range(6))
        self.fuse = nn.Conv2d(6, 1, 1)

    def forward(self, x):
        image, kept = x, []
        for at, block in enumerate(self.encode):
            x = block(F.max_pool2d(x, 2, stride=2, ceil_mode=True) if at > 0 else x)
            kept.append(x)
        maps = [self.sides[5](x)]
        for at in reversed(range(5)):
            x = self.decode[at](torch.cat((upsample(x, kept[at]), kept[at]), 1))
            maps.insert(0, self.sides[at](x))
        maps = [upsample(each, image) for each in maps]
        return tuple(torch.sigmoid(each) for each in [self.fuse(torch.cat(maps, 1)), *maps])


torch.manual_seed(1)
model = U2NetP().eval()
print("weights:", sum(each.numel() for each in model.parameters()))
torch.onnx.export(
    model, torch.zeros(1, 3, SIDE, SIDE), sys.argv[1], opset_version=11, input_names=["input.1"],
    output_names=[f"d{at}" for at in range(7)],
)
