"""Makes test/golden/diff/presets.json and its pictures: the two classic recipes, step by step with OpenCV.

Run with a Python that has scikit-image and OpenCV (Debian: python3-skimage python3-opencv), from the repository's root:

    /usr/bin/python3 scripts/golden/diff-presets.py
"""

import json

import cv2
import numpy
import skimage
from diff_pictures import FOLDER, pair, save
from skimage.metrics import structural_similarity


def boxes_of(mask):
    """Boxes and areas of the 8-connected parts, in the order of a row-by-row scan of their first pixels."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    parts = []
    for label, (x, y, width, height, area) in enumerate(stats.tolist()):
        if label == 0:
            continue
        points = cv2.findNonZero((labels == label).astype(numpy.uint8))
        (centre_x, centre_y), radius = cv2.minEnclosingCircle(points)
        parts.append(
            {
                "box": {"x": x, "y": y, "width": width, "height": height},
                "area": area,
                "circle": {"x": round(centre_x, 3), "y": round(centre_y, 3), "radius": round(radius, 3)},
            }
        )
    return parts


def blur_threshold(first, second):
    blurred = [cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (11, 11), 0) for picture in (first, second)]
    mask = cv2.threshold(cv2.absdiff(*blurred), 10, 255, cv2.THRESH_BINARY)[1]
    ellipse = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    cleaned = cv2.dilate(cv2.erode(mask, ellipse, iterations=2), ellipse, iterations=4)
    save("blur-threshold-blurred.png", blurred[1])
    save("blur-threshold-mask.png", cleaned)
    return boxes_of(cleaned)


def ssim_quantile(first, second):
    size = first.shape[1] // 50
    size -= 1 - size % 2
    blurred = [cv2.GaussianBlur(picture, (size, size), 1.5) for picture in (first, second)]
    _, similarity = structural_similarity(*blurred, channel_axis=2, full=True, gaussian_weights=True)
    scaled = cv2.normalize(1 - similarity, None, alpha=0, beta=255, norm_type=cv2.NORM_MINMAX, dtype=cv2.CV_32F)
    strongest = scaled.astype(numpy.uint8).max(axis=2)
    mask = cv2.threshold(strongest, numpy.quantile(strongest, 0.95), 255, cv2.THRESH_BINARY)[1]
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, numpy.ones((3, 3), numpy.uint8), iterations=3)
    cleaned = cv2.dilate(opened, numpy.ones((5, 5), numpy.uint8), iterations=2)
    save("ssim-quantile-map.png", strongest)
    save("ssim-quantile-mask.png", cleaned)
    height, width = cleaned.shape
    parts = [p for p in boxes_of(cleaned) if p["box"]["width"] <= width / 2 and p["box"]["height"] <= height / 2]
    return sorted(parts, key=lambda part: -part["area"])[:15]


SHAPES = [
    (40, 30, 9, (220, 30, 40)),
    (150, 60, 14, (30, 60, 210)),
    (262, 20, 10, (250, 250, 250)),
    (100, 140, 5, (20, 160, 60)),
    (230, 165, 20, (20, 20, 20)),
    (180, 120, 3, (255, 255, 0)),
    (3, 100, 8, (200, 0, 200)),
]
first, second = pair(270, 190, 2, SHAPES)
save("classic-a.png", first)
save("classic-b.png", second)
golden = {
    "origin": f"scripts/golden/diff-presets.py with OpenCV {cv2.__version__} and scikit-image {skimage.__version__}",
    "blur-threshold": blur_threshold(first, second),
    "ssim-quantile": ssim_quantile(first, second),
}
(FOLDER / "presets.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
