"""
What SEP (Barbary 2016, SExtractor's code as a library) and astropy's fitting say of the frames named, as one JSON object by
path. With --time as the first argument also how long SEP took, best of three, ms.
"""

import json
import sys
import time
import warnings

import numpy as np
import sep
from astropy.io import fits
from astropy.modeling import fitting, models

THRESHOLD = 1.5
FITTED = 25
sep.set_extract_pixstack(5_000_000)


def detect(data):
    sky = sep.Background(data)
    above = data - sky
    return sky, above, sep.extract(above, THRESHOLD, err=sky.globalrms)


def half_flux_radii(above, found):
    shape = found["x"], found["y"], found["a"], found["b"], found["theta"]
    kron, _ = sep.kron_radius(above, *shape, 6.0)
    kron = np.where(np.isfinite(kron), kron, 1.0)
    flux, _, _ = sep.sum_ellipse(above, *shape, 2.5 * kron, subpix=5)
    radii, _ = sep.flux_radius(above, found["x"], found["y"], 6.0 * found["a"], 0.5, normflux=flux, subpix=5)
    return radii


def moffat_width(above, x, y, reach):
    """FWHM of astropy's own fit of a round Moffat profile on a floor, all pixels of the same weight."""
    left, top = int(round(x)) - reach, int(round(y)) - reach
    cut = above[top : top + 2 * reach + 1, left : left + 2 * reach + 1]
    rows, columns = np.mgrid[: cut.shape[0], : cut.shape[1]]
    near = np.hypot(columns - (x - left), rows - (y - top)) <= reach
    start = models.Moffat2D(cut.max(), x - left, y - top, 2.0, 3.0) + models.Const2D(0.0)
    fitted = fitting.LevMarLSQFitter()(start, columns[near], rows[near], cut[near], maxiter=500)
    return float(fitted[0].fwhm)


def judge(path, timed):
    data = np.ascontiguousarray(fits.open(path)[0].data.astype(np.float32))
    sky, above, found = detect(data)
    radii = half_flux_radii(above, found)
    # Hot pixels, of which half the light is within one pixel, and what is blended or saturated tell nothing of the stars.
    whole = [i for i in np.argsort(-found["flux"]) if found["flag"][i] == 0 and radii[i] > 0.5]
    usual = float(np.median(radii[whole[: 2 * FITTED]]))
    good = (found["flag"] == 0) & (found["peak"] < 30000) & (np.abs(radii / usual - 1) < 0.3)
    height, width = data.shape
    good &= (found["x"] > 40) & (found["y"] > 40) & (found["x"] < width - 40) & (found["y"] < height - 40)
    clear = [i for i in np.argsort(-found["flux"]) if good[i]][:FITTED]
    reach = int(round(max(5.0, 2.5 * usual)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        widths = {i: moffat_width(above, found["x"][i], found["y"][i], reach) for i in clear}
    told = {
        "background": float(sky.globalback),
        "noise": float(sky.globalrms),
        "stars": [
            {"x": float(f["x"]), "y": float(f["y"]), "hfr": float(r), "flag": int(f["flag"]), "fwhm": widths.get(i)}
            for i, (f, r) in enumerate(zip(found, radii))
        ],
    }
    if timed:
        told["ms"] = min(timing(data) for _ in range(3))
    return told


def timing(data):
    """Sky, detection and half-flux radii: what a frame is measured by, without the fits."""
    began = time.perf_counter()
    _, above, found = detect(data)
    half_flux_radii(above, found)
    return 1000 * (time.perf_counter() - began)


paths = sys.argv[1:]
timed = paths[:1] == ["--time"]
print(json.dumps({path: judge(path, timed) for path in paths[1 if timed else 0 :]}))
