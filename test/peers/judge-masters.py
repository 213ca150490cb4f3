"""Builds each master of a data folder again with astropy's sigma_clip and numpy, and prints where they differ, as JSON.

Usage: judge-masters.py DATA_FOLDER < frames.json   (frames.json: the console's list of frames)
"""
import hashlib
import json
import sys
import warnings
from pathlib import Path

import numpy as np
from astropy.io import fits
from astropy.stats import sigma_clip

# A checksum that does not hold is a warning to astropy; here it is an error.
warnings.simplefilter("error")
folder = Path(sys.argv[1])
paths = {frame["uid"]: folder / frame["path"] for frame in json.load(sys.stdin)}
complaints = []
judged = {}


def read(path):
    with fits.open(path, checksum=True, memmap=False) as hdus:
        hdus.verify("exception")
        return hdus[0].header, hdus[0].data


def central_level(pixels):
    height, width = pixels.shape
    top, left = height // 4, width // 4
    return np.median(pixels[top : height - top, left : width - left])


for master in sorted((folder / "masters").glob("*.fits")):
    header, found = read(master)

    def complain(what):
        complaints.append(f"{master.name}: {what}")

    stack = []
    bias = read(folder / "masters" / header["WRBIAS"])[1].astype(np.float64) if "WRBIAS" in header else 0.0
    for i in range(1, header["NCOMBINE"] + 1):
        path = paths[header[f"WRIN{i}"]]
        if hashlib.sha256(path.read_bytes()).hexdigest() != header[f"WRHS{i}"]:
            complain(f"the hash of input {i}")
        pixels = read(path)[1].astype(np.float64)
        if header["IMAGETYP"] == "Master Flat":
            pixels = pixels - bias
            pixels = pixels / central_level(pixels)
        stack.append(pixels)
    clipped = sigma_clip(np.array(stack), sigma=3, maxiters=3, axis=0, masked=True)
    expected = np.ma.getdata(np.ma.mean(clipped, axis=0)).astype(np.float32)
    apart = np.abs(expected.astype(np.float64) - found) / np.spacing(np.abs(expected))
    if found.dtype != np.dtype(">f4"):
        complain(f"pixels of type {found.dtype}")
    if apart.max() > 1:
        complain(f"{apart.max()} units in the last place apart")
    rejected = float(np.ma.getmaskarray(clipped).mean())
    if not np.isclose(rejected, header["WRREJECT"], rtol=1e-12, atol=0):
        complain(f"rejected {rejected}, header says {header['WRREJECT']}")
    judged[header["IMAGETYP"]] = {"rejected": rejected, "bias": "WRBIAS" in header, "level": float(found.mean())}
print(json.dumps({"judged": judged, "complaints": complaints}))
