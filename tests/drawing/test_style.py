"""Colours that stay apart, and letters that are one's own."""

from itertools import product

import numpy as np

from graph.drawing.style import ATTITUDE, attitude_sign, initials, role_letter
from graph.model import SCALES

DEUTERANOPIA = np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]])
PROTANOPIA = np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]])
"""How the red-green blind see: Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB."""
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])


def seen(colour: str, eyes: np.ndarray) -> np.ndarray:
    """CIE Lab of a colour as these eyes see it."""
    channels = np.array([int(colour[k:k + 2], 16) for k in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    white = np.clip(eyes @ linear, 0, 1) @ TO_XYZ.T / np.array([0.95047, 1, 1.08883])
    f = np.where(white > 0.008856, np.cbrt(white), 7.787 * white + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_for_and_against_stay_apart_for_red_green_blind_eyes():
    for eyes, (good, bad) in product((np.eye(3), DEUTERANOPIA, PROTANOPIA), product(("A", "B"), ("D", "E"))):
        assert np.linalg.norm(seen(ATTITUDE[good], eyes) - seen(ATTITUDE[bad], eyes)) > 15, (good, bad)


def test_every_attitude_has_a_sign_of_its_own():
    signs = [attitude_sign(level.code) for level in SCALES["attitude"].levels]
    assert len(set(signs)) == len(signs) and attitude_sign("U") == attitude_sign(None) == "?"


def test_every_role_has_a_letter_of_its_own_in_both_languages():
    for language in ("en", "zh"):
        letters = [role_letter(level.code, language) for level in SCALES["role"].levels]
        assert len(set(letters)) == len(letters) and all(len(letter) == 1 for letter in letters)


def test_initials_of_english_and_chinese_names():
    assert [initials(name) for name in ("Shen Guoliang", "沈国梁", "石磊", "Ann")] == ["SG", "国梁", "石磊", "AN"]
