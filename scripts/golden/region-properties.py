"""Makes test/golden/region-properties.json: what scikit-image says of the regions of small label maps.

Run with a Python that has scikit-image (Debian: python3-skimage), from the repository's root:

    /usr/bin/python3 scripts/golden/region-properties.py > test/golden/region-properties.json
"""

import json

import numpy
import skimage
from skimage.measure import regionprops

SEED = 20
CASES = [(7, 5, 3), (31, 23, 9), (64, 40, 25)]


def label_map(width, height, count, random):
    """A Voronoi diagram: every pixel takes the label of the nearest of `count` seeds. Regions are convex and uneven."""
    seeds = random.uniform((0, 0), (height, width), size=(count, 2))
    rows, columns = numpy.mgrid[0:height, 0:width]
    distance = [(rows - y) ** 2 + (columns - x) ** 2 for y, x in seeds]
    labels = numpy.argmin(distance, axis=0)
    return numpy.unique(labels, return_inverse=True)[1].reshape(height, width)


def describe(region):
    top, left, bottom, right = region.bbox
    y, x = region.centroid
    return {
        "label": int(region.label) - 1,
        "area": int(region.area),
        "box": {"x": left, "y": top, "width": right - left, "height": bottom - top},
        "centroid": {"x": round(float(x), 9), "y": round(float(y), 9)},
        "eccentricity": round(float(region.eccentricity), 9),
        "extent": round(float(region.extent), 9),
        "meanColour": [round(float(value), 9) for value in region.mean_intensity],
    }


def make_case(width, height, count, random):
    labels = label_map(width, height, count, random)
    image = random.integers(0, 256, size=(height, width, 3), dtype=numpy.uint8)
    # Labels are shifted by one: scikit-image leaves out label 0.
    regions = regionprops(labels + 1, intensity_image=image)
    return {
        "width": width,
        "height": height,
        "labels": labels.ravel().tolist(),
        "image": image.ravel().tolist(),
        "regions": [describe(region) for region in regions],
    }


random = numpy.random.default_rng(SEED)
print(
    json.dumps(
        {
            "origin": f"scripts/golden/region-properties.py with scikit-image {skimage.__version__}: regionprops of "
            "Voronoi label maps over random colours",
            "cases": [make_case(*case, random) for case in CASES],
        },
        separators=(",", ":"),
    )
)
