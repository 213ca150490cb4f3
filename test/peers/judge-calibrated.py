"""Calibrates lights again with ccdproc and prints where the console's exported files differ, as JSON.

Usage: judge-calibrated.py DATA_FOLDER < files.json   (files.json: [{"raw": …, "calibrated": …}], raw within the folder)
"""
import hashlib
import json
import sys
import warnings
from pathlib import Path

import astropy.units as u
import ccdproc
import numpy as np
from astropy.io import fits
from astropy.nddata import CCDData

folder = Path(sys.argv[1])
complaints = []
judged = []


def read(path):
    # A checksum that does not hold is a warning to astropy; here it is an error.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with fits.open(path, checksum=True, memmap=False) as hdus:
            hdus.verify("exception")
            return hdus[0].header, hdus[0].data


for pair in json.load(sys.stdin):
    raw_path, path = folder / pair["raw"], Path(pair["calibrated"])
    raw_header, raw = read(raw_path)
    header, found = read(path)

    def complain(what):
        complaints.append(f"{path.name}: {what}")

    def master(keyword, subfolder=""):
        if keyword not in header:
            return None
        file = folder / "masters" / subfolder / header[keyword]
        if hashlib.sha256(file.read_bytes()).hexdigest() != header[keyword[:6] + "HS"]:
            complain(f"the hash of {keyword}")
        return read(file)

    if hashlib.sha256(raw_path.read_bytes()).hexdigest() != header["WRRAWHS"] or raw_path.name != header["WRRAW"]:
        complain("name or hash of the raw file")
    for keyword in raw_header:
        if keyword in ("BITPIX", "BZERO", "BSCALE", "CHECKSUM", "DATASUM"):
            continue
        if keyword not in header or header[keyword] != raw_header[keyword]:
            complain(f"{keyword} is {header.get(keyword)}, not {raw_header[keyword]}")
        elif header.comments[keyword] != raw_header.comments[keyword]:
            complain(f"the comment of {keyword}")

    def plane(pixels):
        return CCDData(pixels.astype(np.float64), unit=u.adu)

    light = plane(raw)
    bias, dark, flat = master("WRBIAS"), master("WRDARK"), master("WRFLAT")
    if bias is not None:
        light = ccdproc.subtract_bias(light, plane(bias[1]))
    if dark is not None:
        exposure = dark[0]["EXPTIME"] * u.s
        scaled = header["WRDKMULT"] != 1
        light = ccdproc.subtract_dark(
            light, plane(dark[1]), dark_exposure=exposure, data_exposure=header["EXPTIME"] * u.s, scale=scaled
        )
    if flat is not None:
        light = ccdproc.flat_correct(light, plane(flat[1]), norm_value=1)
    expected = light.data.astype(np.float32)
    saturated = raw >= header["SATURATE"]
    if (found[saturated] < header["SATURATE"]).any():
        complain("a saturated pixel below the level of saturation")
    bad = np.zeros(raw.shape, dtype=bool) if "WRMAPF" not in header else master("WRMAPF", "bad-pixels")[1] != 0
    if "WRMAPFIX" in header and header["WRMAPFIX"] != bad.sum():
        complain(f"{header['WRMAPFIX']} bad pixels replaced of {bad.sum()}")
    apart = np.abs(expected.astype(np.float64) - found) / np.spacing(np.abs(expected))
    if found.dtype != np.dtype(">f4"):
        complain(f"pixels of type {found.dtype}")
    if apart[~(saturated | bad)].max() > 1:
        complain(f"{apart[~(saturated | bad)].max()} units in the last place apart")
    judged.append({"calstat": header["CALSTAT"], "method": header["WRCALIB"], "bad": int(bad.sum())})
print(json.dumps({"judged": judged, "complaints": complaints}))
