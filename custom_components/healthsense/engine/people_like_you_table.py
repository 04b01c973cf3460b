"""Percentiles of adults in the United States by sex and age, for "people like you".

Derived from ``engine/data/nhanes_percentiles.json`` of the package health-engine 0.6.0, whose source is the public
domain National Health and Nutrition Examination Survey 2017 to March 2020 (survey-weighted, examined adults): four of
its nineteen metrics at nine of its seventeen points, rounded to 0.1; waists were turned from inches into centimetres.
Nothing else of that package is used. Its licence:

    MIT License. Copyright (c) 2026 Andrew Deal

    Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
    documentation files (the "Software"), to deal in the Software without restriction, including without limitation
    the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and
    to permit persons to whom the Software is furnished to do so, subject to the following conditions:

    The above copyright notice and this permission notice shall be included in all copies or substantial portions of
    the Software.

    THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
    THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
    AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
    CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
    IN THE SOFTWARE.
"""

from collections.abc import Mapping
from typing import Final

SOURCE: Final = "NHANES 2017 to March 2020, by way of health-engine 0.6.0"
LICENCE: Final = "MIT"
CITATION: Final = (
    "National Center for Health Statistics. National Health and Nutrition Examination Survey, 2017-March 2020 "
    "pre-pandemic data; percentiles as computed by health-engine 0.6.0, Andrew Deal, 2026."
)
POINTS: Final = (1, 5, 10, 25, 50, 75, 90, 95, 99)
AGE_BANDS: Final = ((20, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, None))

# (sex, youngest age of the band): (how many people, the value at each of the points)
TABLE: Final[Mapping[str, Mapping[tuple[str, int], tuple[int, tuple[float, ...]]]]] = {
    "systolic": {
        ("female", 20): (597, (87, 92.3, 95.1, 100, 105.7, 111.6, 119.3, 127.3, 134.4)),
        ("female", 30): (622, (89, 93.2, 96, 101.9, 108.7, 116, 125.5, 131.7, 150.3)),
        ("female", 40): (607, (88.7, 96.7, 99.9, 105.7, 113.7, 122, 133.3, 141.7, 158)),
        ("female", 50): (700, (88.7, 97.7, 103.3, 111.7, 123, 134.7, 148.3, 155, 179.6)),
        ("female", 60): (737, (90.8, 101.3, 107, 114.3, 124, 138.7, 152.6, 162.3, 187.4)),
        ("female", 70): (605, (95.3, 105.3, 111, 122.3, 135, 150.3, 165, 174.4, 188.2)),
        ("male", 20): (548, (100.8, 103.3, 105, 110.2, 116.7, 124.5, 132, 136.7, 149.8)),
        ("male", 30): (537, (100.3, 105.9, 108.3, 113, 119.7, 127, 134.2, 140.6, 157.6)),
        ("male", 40): (616, (100.7, 106, 109, 114.7, 121.8, 128.8, 140, 149, 164.2)),
        ("male", 50): (615, (96.3, 105.7, 109.6, 116, 124.3, 134.7, 146.4, 154.8, 166.8)),
        ("male", 60): (788, (95.7, 103.1, 108.7, 117, 126, 139.7, 152, 163.3, 176.1)),
        ("male", 70): (676, (96, 104.3, 108.7, 118.7, 130.7, 143, 154.7, 164.3, 184.1)),
    },
    "diastolic": {
        ("female", 20): (597, (49.3, 54, 58.7, 62, 67.3, 74, 80.3, 85.6, 94.2)),
        ("female", 30): (622, (51.6, 57, 59.3, 64.3, 71, 78.3, 85.7, 91, 103.7)),
        ("female", 40): (607, (54.4, 59, 62, 67.3, 74.2, 81.7, 88, 92.3, 107)),
        ("female", 50): (700, (49, 60.5, 64.2, 70.3, 76.7, 84.3, 90, 93.7, 106.5)),
        ("female", 60): (737, (52.9, 56.3, 60, 65.8, 72.7, 81.7, 87, 93, 100)),
        ("female", 70): (605, (48.3, 53.7, 57.3, 63.5, 70.3, 79, 84.7, 88.4, 97.8)),
        ("male", 20): (548, (50.8, 55.7, 57.7, 64, 70.3, 77, 82.3, 85.9, 92.9)),
        ("male", 30): (537, (58, 61, 64.7, 70, 76, 83.3, 90, 93.1, 102.3)),
        ("male", 40): (616, (58.7, 64, 67, 71.7, 77.3, 85, 92.3, 96.9, 109.3)),
        ("male", 50): (615, (56, 63.4, 66.3, 72, 77.3, 84, 92, 96, 104.1)),
        ("male", 60): (788, (48.1, 59, 62.7, 68.3, 74.7, 81, 87.7, 94, 102.8)),
        ("male", 70): (676, (45.4, 54, 57.3, 62.7, 68.7, 75.3, 82, 86, 101.1)),
    },
    "pulse": {
        ("female", 20): (548, (51.9, 58.7, 62.7, 68.3, 74.3, 81.9, 89.1, 92, 104.2)),
        ("female", 30): (567, (49.3, 56, 59.4, 64.8, 72.3, 79.3, 86.7, 90, 98.9)),
        ("female", 40): (562, (47.1, 55.7, 58.5, 64.3, 71.3, 77.7, 85.3, 92.7, 101.7)),
        ("female", 50): (649, (48.1, 54.7, 58, 63, 68.7, 77.1, 84.3, 89.8, 96.9)),
        ("female", 60): (673, (47.9, 53.3, 55.6, 61.7, 68.3, 73.7, 81.5, 86, 96.9)),
        ("female", 70): (532, (46.5, 51.1, 55.1, 60.7, 68.3, 76.5, 83.7, 90.1, 98.6)),
        ("male", 20): (493, (49.3, 53.3, 55.3, 62, 69.3, 77.3, 84.7, 88.9, 98)),
        ("male", 30): (492, (45, 50.6, 56.1, 61.7, 68.3, 76.8, 85.2, 88.3, 96.8)),
        ("male", 40): (570, (49.3, 52.7, 56, 61.8, 68.7, 76.3, 83.7, 91, 101.2)),
        ("male", 50): (581, (47.2, 52.1, 54.6, 59.7, 66.7, 75, 86.3, 90.3, 103.7)),
        ("male", 60): (712, (47, 50.3, 53, 58.3, 65.3, 73.7, 82.7, 88, 100.6)),
        ("male", 70): (601, (44.5, 49.3, 52.7, 57.3, 64, 71.7, 78.7, 85.3, 97.7)),
    },
    "waist": {
        ("female", 20): (637, (66.3, 69.2, 71.6, 76.8, 89.3, 104.1, 118.4, 125.5, 143.5)),
        ("female", 30): (690, (68.6, 72.6, 75, 83.1, 94.8, 109, 122.7, 135.4, 153.8)),
        ("female", 40): (652, (68.7, 74.7, 79, 86.1, 95.7, 108.4, 123.5, 130.3, 148.6)),
        ("female", 50): (751, (70, 74.4, 78.7, 87.1, 97.9, 111, 124.1, 128.9, 149.1)),
        ("female", 60): (755, (70.2, 76.4, 80.3, 89.6, 99.5, 111.7, 123, 128.6, 143.1)),
        ("female", 70): (632, (74.6, 80.1, 83.6, 92, 100.6, 109.9, 117.4, 122.4, 144)),
        ("male", 20): (587, (68.1, 72, 75.6, 81.4, 91.5, 106.3, 120.8, 124.5, 136.7)),
        ("male", 30): (563, (73.4, 80.4, 84.5, 89.9, 99.4, 111.6, 124.3, 132.9, 154.5)),
        ("male", 40): (646, (77, 82.8, 86.8, 94.1, 103.8, 113.3, 125.4, 134.1, 153.3)),
        ("male", 50): (641, (77, 85.2, 88.8, 94.5, 103, 114.4, 127.7, 136, 150.7)),
        ("male", 60): (805, (77.1, 83.3, 89.6, 95.8, 103.9, 115.3, 126.3, 132.3, 146.5)),
        ("male", 70): (696, (78.7, 85.1, 88.8, 97, 105.9, 114.8, 121.4, 127.6, 139.3)),
    },
}
