"""Makes test/golden/diff/metrics.json and its pictures: SSIM maps and PSNR by scikit-image, gradients by torch autograd.

Run with a Python that has scikit-image, torch and OpenCV (Debian: python3-skimage python3-torch python3-opencv), from
the repository's root:

    /usr/bin/python3 scripts/golden/diff-metrics.py
"""

import json

import numpy
import skimage
import torch
from diff_pictures import FOLDER, pair, save
from skimage.metrics import mean_squared_error, peak_signal_noise_ratio, structural_similarity

RANGE = 255.0
C1 = (0.01 * RANGE) ** 2
C2 = (0.03 * RANGE) ** 2
RADIUS = 5
SIGMA = 1.5
# Wang, Simoncelli & Bovik 2003, table of the five scales.
WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
# Every so many values are kept; prime, so that all channels, rows and columns are met.
STEP = 7
LARGE_STEP = 101


def mirrored(length):
    """Indices of a line of pixels with RADIUS more at each end, mirrored with the border pixel repeated."""
    index = torch.arange(-RADIUS, length + RADIUS)
    index = torch.where(index < 0, -1 - index, index)
    return torch.where(index >= length, 2 * length - 1 - index, index)


def blur(planes):
    """Gaussian 11x11, sigma 1.5, of [channel, height, width]."""
    at = torch.arange(-RADIUS, RADIUS + 1, dtype=torch.float64)
    kernel = torch.exp(-(at**2) / (2 * SIGMA**2))
    kernel = kernel / kernel.sum()
    padded = planes[:, mirrored(planes.shape[1])][:, :, mirrored(planes.shape[2])][:, None]
    rows = torch.nn.functional.conv2d(padded, kernel.view(1, 1, 1, -1))
    return torch.nn.functional.conv2d(rows, kernel.view(1, 1, -1, 1))[:, 0]


def similarity(a, b):
    """Luminance and contrast-structure maps (Wang, Bovik, Sheikh & Simoncelli 2004, equations 6, 9 and 10)."""
    mean_a, mean_b = blur(a), blur(b)
    variance_a, variance_b = blur(a * a) - mean_a**2, blur(b * b) - mean_b**2
    covariance = blur(a * b) - mean_a * mean_b
    luminance = (2 * mean_a * mean_b + C1) / (mean_a**2 + mean_b**2 + C1)
    return luminance, (2 * covariance + C2) / (variance_a + variance_b + C2)


def ssim(a, b):
    luminance, structure = similarity(a, b)
    return (luminance * structure).mean()


def halve(planes):
    if planes.shape[1] % 2:
        planes = torch.cat([planes, planes[:, -1:]], 1)
    if planes.shape[2] % 2:
        planes = torch.cat([planes, planes[:, :, -1:]], 2)
    return torch.nn.functional.avg_pool2d(planes[None], 2)[0]


def ms_ssim(a, b):
    product = torch.ones(3, dtype=torch.float64)
    for scale, weight in enumerate(WEIGHTS):
        luminance, structure = similarity(a, b)
        is_last = scale == len(WEIGHTS) - 1
        mean = (luminance * structure if is_last else structure).mean((1, 2))
        product = product * mean**weight
        a, b = halve(a), halve(b)
    return product.mean()


def mse(a, b):
    return ((a - b) ** 2).mean()


def psnr(a, b):
    return 10 * torch.log10(RANGE**2 / mse(a, b))


def to_planes(picture):
    return torch.tensor(picture.transpose(2, 0, 1).astype(numpy.float64))


def gradient(score, first, second, step):
    a, b = to_planes(first).requires_grad_(), to_planes(second)
    value = score(a, b)
    value.backward()
    return {"score": value.item(), "gradient": [float(f"{v:.7g}") for v in a.grad.ravel()[::step].tolist()]}


small = pair(48, 40, 3, [(12, 9, 5, (220, 30, 40)), (46, 30, 6, (20, 20, 200))])
# An odd height, so that halving meets odd sides.
large = pair(192, 181, 3, [(60, 40, 12, (220, 30, 40)), (188, 150, 14, (20, 20, 200)), (90, 120, 4, (250, 250, 250))])
for name, pictures in (("small", small), ("large", large)):
    for letter, picture in zip("ab", pictures):
        save(f"{name}-{letter}.png", picture)


def ssim_map(sample_covariance):
    _, result = structural_similarity(
        *small,
        channel_axis=2,
        full=True,
        gaussian_weights=True,
        use_sample_covariance=sample_covariance,
        data_range=RANGE,
    )
    return [round(value, 7) for value in result.transpose(2, 0, 1).ravel()[::STEP].tolist()]


golden = {
    "origin": f"scripts/golden/diff-metrics.py with scikit-image {skimage.__version__} and torch {torch.__version__}; "
    "values of [channel][y][x], every step-th",
    "small": {
        "step": STEP,
        "mse": float(mean_squared_error(*small)),
        "psnr": float(peak_signal_noise_ratio(*small)),
        "ssimMap": ssim_map(False),
        "ssimMapSampleCovariance": ssim_map(True),
        "gradients": {
            name: gradient(score, *small, STEP) for name, score in (("mse", mse), ("psnr", psnr), ("ssim", ssim))
        },
    },
    "large": {"step": LARGE_STEP, "gradients": {"ms-ssim": gradient(ms_ssim, *large, LARGE_STEP)}},
}
(FOLDER / "metrics.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
