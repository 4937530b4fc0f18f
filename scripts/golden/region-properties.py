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
    """A Voronoi diagram with bitten borders: regions are uneven and have bays, holes and loose pixels."""
    seeds = random.uniform((0, 0), (height, width), size=(count, 2))
    rows, columns = numpy.mgrid[0:height, 0:width]
    distance = [(rows - y) ** 2 + (columns - x) ** 2 for y, x in seeds]
    labels = numpy.argmin(numpy.array(distance) + random.uniform(0, 0.6 * min(width, height), (count, height, width)), axis=0)
    return numpy.unique(labels, return_inverse=True)[1].reshape(height, width)


def describe(region):
    top, left, bottom, right = region.bbox
    y, x = region.centroid
    number = lambda value: round(float(value), 9)
    return {
        "label": int(region.label) - 1,
        "area": int(region.area),
        "bbox": {"x": left, "y": top, "width": right - left, "height": bottom - top},
        "centroid": {"x": number(x), "y": number(y)},
        "eccentricity": number(region.eccentricity),
        "orientation": number(region.orientation),
        "axisMajorLength": number(region.axis_major_length),
        "axisMinorLength": number(region.axis_minor_length),
        "extent": number(region.extent),
        "perimeter": number(region.perimeter),
        "solidity": number(region.solidity),
        "intensityMean": [number(value) for value in region.intensity_mean],
        "intensityMin": [int(value) for value in region.intensity_min],
        "intensityMax": [int(value) for value in region.intensity_max],
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
