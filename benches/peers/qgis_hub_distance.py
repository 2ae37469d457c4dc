"""How often QGIS's "distance to nearest hub (points)" names the wrong place.

The tool looks for the nearest hub on the plane of the layer's coordinates. On layers in
degrees a degree of longitude then counts as much as one of latitude, which in France is
a third too much; the length it reports, on the ellipsoid, is right for the place it chose.

Runs the tool offscreen on the centroids of the communes and the fixed France Services,
both in WGS84, then compares with the output of

    maillage coverage --communes COMMUNES --france-services FRANCE_SERVICES --out COVERAGE

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 qgis_hub_distance.py \\
        COVERAGE COMMUNES FRANCE_SERVICES [--projected]

With the Python that QGIS was installed for. `--projected` gives the tool Lambert-93 layers
of metropolitan France instead, where it is right. Communes whose centroid falls outside
are left out, because `maillage` starts from another point there.
"""

import argparse
import csv
import functools
import json
import os
import statistics
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.append("/usr/share/qgis/python/plugins")

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
)

MOVING = ("Itinérante", "Bus_équivalent")
THRESHOLD_KM = 10.0


def main():
    options = arguments()
    application = QgsApplication([], False)
    application.initQgis()
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()
    # One contour of 2018 crosses itself; its centroid is as good as any.
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    context.setEllipsoid("EPSG:7030")  # WGS84, as in a new project
    context.setInvalidGeometryCheck(QgsFeatureRequest.GeometryNoCheck)
    run = functools.partial(processing.run, context=context)

    hubs = fixed_france_services(options.france_services)
    communes = QgsVectorLayer(options.communes, "communes", "ogr")
    centroids = run(
        "native:centroids",
        {"INPUT": communes, "ALL_PARTS": False, "OUTPUT": "memory:"},
    )["OUTPUT"]
    inside = centroids_inside(communes, centroids)
    if options.projected:
        centroids, hubs = projected(run, centroids), projected(run, hubs)

    started = time.perf_counter()
    found = run(
        "qgis:distancetonearesthubpoints",
        {
            "INPUT": centroids,
            "HUBS": hubs,
            "FIELD": "id_fs",
            "UNIT": 3,  # kilometres
            "OUTPUT": "memory:",
        },
    )["OUTPUT"]
    print(f"{centroids.featureCount()} communes, {hubs.featureCount()} hubs")
    print(f"the tool alone took {time.perf_counter() - started:.2f} s")
    ours = properties_of(options.coverage)
    told = [(f["code"], str(f["HubName"]), f["HubDist"]) for f in found.getFeatures()]
    if options.projected:
        told = [row for row in told if not row[0].startswith("97")]
    judge([row for row in told if row[0] in inside], ours)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ["coverage", "communes", "france_services"]:
        parser.add_argument(name)
    parser.add_argument("--projected", action="store_true")
    return parser.parse_args()


def fixed_france_services(path):
    layer = QgsVectorLayer("Point?crs=epsg:4326&field=id_fs:string", "hubs", "memory")
    features = []
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["format_fs"] in MOVING:
                continue
            feature = QgsFeature(layer.fields())
            feature["id_fs"] = row["id_fs"]
            point = QgsPointXY(float(row["longitude"]), float(row["latitude"]))
            feature.setGeometry(QgsGeometry.fromPointXY(point))
            features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def projected(run, layer):
    return run(
        "native:reprojectlayer",
        {"INPUT": layer, "TARGET_CRS": "EPSG:2154", "OUTPUT": "memory:"},
    )["OUTPUT"]


def centroids_inside(communes, centroids):
    """Codes of the communes that hold their own centroid."""
    points = {f["code"]: f.geometry() for f in centroids.getFeatures()}
    features = communes.getFeatures()
    return {f["code"] for f in features if f.geometry().contains(points[f["code"]])}


def properties_of(path):
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    rows = [feature["properties"] for feature in features]
    return {row["code_insee"]: row for row in rows}


def judge(told, ours):
    """Compares code, place and kilometres with our nearest France Services."""
    excess, apart, beyond, compared = [], [], 0, 0
    for code, place, km in told:
        right = ours[code]["distance_france_services_km"]
        if right is None:
            continue  # nobody lives there, or nothing is within reach
        compared += 1
        # Another place that is as near, to the metre, is as right.
        if place != ours[code]["lieu_id"] and km > right + 0.001:
            excess.append(km - right)
            beyond += right <= THRESHOLD_KM < km
        else:
            apart.append(abs(km - right))
    share = 100 * len(excess) / compared
    print(f"{compared} communes compared; wrong place in {len(excess)} ({share:.2f} %)")
    if excess:
        print(
            f"excess: mean {statistics.mean(excess):.3f} km, "
            f"median {statistics.median(excess):.3f}, largest {max(excess):.3f}"
        )
    print(f"wrongly put beyond {THRESHOLD_KM:.0f} km: {beyond} communes")
    print(f"where the place is right, lengths differ by {1_000 * max(apart):.1f} m at most")


if __name__ == "__main__":
    main()
