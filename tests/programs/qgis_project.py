"""Opens a project and its GeoPackage in QGIS without a window, and checks that all of it is there.

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 tests/programs/qgis_project.py FOLDER/x.qgz [PNG_FOLDER]

What the GeoPackage says by itself, read with sqlite3, is the judge of what QGIS loads: rows of each
layer, aliases, styles. Each layout is exported to PNG_FOLDER, and must not be blank. To have a
project to open:

    MAILLAGE_QGIS_FOLDER=FOLDER cargo test -p maillage-output --lib -- --ignored write_the_sample
"""

import os
import re
import sqlite3
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsLayoutExporter,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage


def rows(connection, question, *values):
    """The answers to a question, one tuple each."""
    return connection.execute(question, values).fetchall()


def rules_of(qml):
    """The labels of the rules of a style, in order, without its heading."""
    root = ElementTree.fromstring(qml)
    return [rule.get("label") for rule in root.findall("./renderer-v2/rules/rule/rule")]


def loaded_rules(layer):
    """The labels of the rules that a layer is drawn with."""
    heading = layer.renderer().rootRule().children()[0]
    return [rule.label() for rule in heading.children()]


def check_layer(layer, name, connection):
    """Compares a layer of the project with its table."""
    table = '"' + name.replace('"', '""') + '"'
    condition = layer.subsetString()
    where = f" WHERE {condition}" if condition else ""
    [(expected,)] = rows(connection, f"SELECT count(*) FROM {table}{where}")
    counted = sum(1 for _ in layer.getFeatures())
    assert counted == expected, f"{layer.name()}: {counted} rows, {expected} in the file"
    titles = rows(
        connection, "SELECT column_name, title FROM gpkg_data_columns WHERE table_name = ?", name
    )
    assert titles, f"{name}: no titles of columns"
    for column, title in titles:
        field = layer.fields().lookupField(column)
        assert field >= 0, f"{name}: no column {column}"
        assert layer.attributeAlias(field) == title, f"{name}.{column}: {layer.attributeAlias(field)}"
    hidden = {column.name for column in layer.attributeTableConfig().columns() if column.hidden}
    for column, _ in titles:
        quoted = '"' + column.replace('"', '""') + '"'
        [(values,)] = rows(connection, f"SELECT count({quoted}) FROM {table}")
        assert (column in hidden) == (values == 0), f"{name}.{column}: hidden {column in hidden}"
    assert layer.metadata().abstract(), f"{name}: no abstract"


def check_styles(layer, name, connection):
    """Compares the styles of a layer of the project with those of the GeoPackage."""
    stored = rows(
        connection,
        'SELECT "styleName", "styleQML" FROM layer_styles WHERE f_table_name = ?'
        ' ORDER BY "useAsDefault" DESC, id',
        name,
    )
    assert stored or not layer.isSpatial(), f"{name}: no style"
    if not stored:
        return
    manager = layer.styleManager()
    assert manager.currentStyle() == stored[0][0], f"{name}: opens as {manager.currentStyle()}"
    assert sorted(manager.styles()) == sorted(title for title, _ in stored), manager.styles()
    for title, qml in stored:
        assert manager.setCurrentStyle(title), title
        assert layer.renderer().type() == "RuleRenderer", f"{name}: {layer.renderer().type()}"
        assert loaded_rules(layer) == rules_of(qml), f"{name}, {title}: {loaded_rules(layer)}"
        assert layer.mapTipTemplate() and layer.displayExpression(), f"{name}, {title}"
    manager.setCurrentStyle(stored[0][0])


def check_alone(geopackage, name, connection):
    """Opens a layer without the project: it brings its default style and its metadata."""
    layer = QgsVectorLayer(f"{geopackage}|layername={name}", name, "ogr")
    assert layer.isValid(), name
    [qml] = rows(
        connection,
        'SELECT "styleQML" FROM layer_styles WHERE f_table_name = ? AND "useAsDefault"',
        name,
    ) or [None]
    assert qml or not layer.isSpatial(), f"{name} alone: no default style"
    if qml:
        assert layer.renderer().type() == "RuleRenderer", f"{name} alone: {layer.renderer().type()}"
        assert loaded_rules(layer) == rules_of(qml[0]), f"{name} alone"
        stored = layer.listStylesInDatabase()
        assert stored[0] >= 1, f"{name} alone: {stored}"


def share_of_ink(path):
    """The share of pixels of a picture that are not white, and the number of its colours."""
    picture = QImage(path)
    assert not picture.isNull(), path
    step = 7
    colours = [
        picture.pixel(x, y)
        for x in range(0, picture.width(), step)
        for y in range(0, picture.height(), step)
    ]
    inked = sum(1 for colour in colours if colour & 0xFFFFFF != 0xFFFFFF)
    return inked / len(colours), len(set(colours))


def check_layout(layout, folder):
    """Exports a layout, which must have a map, a legend that stays on the page, and ink."""
    items = layout.items()
    [map_item] = [item for item in items if isinstance(item, QgsLayoutItemMap)]
    assert map_item.followVisibilityPreset(), layout.name()
    assert map_item.followVisibilityPresetName() == layout.name(), layout.name()
    assert map_item.layersToRender(), f"{layout.name()}: a map without layers"
    name = re.sub(r"\W+", "_", layout.name()).strip("_")[:60]
    path = os.path.join(folder, f"{name}.png")
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 110
    exporter = QgsLayoutExporter(layout)
    assert exporter.exportToImage(path, settings) == QgsLayoutExporter.Success, layout.name()
    page = layout.pageCollection().page(0).rect()
    [legend] = [item for item in items if isinstance(item, QgsLayoutItemLegend)]
    right, bottom = legend.pos().x() + legend.rect().width(), legend.pos().y() + legend.rect().height()
    assert right <= page.width() and bottom <= page.height(), (
        f"{layout.name()}: the legend ends at {right:.0f}, {bottom:.0f}"
        f" on a page of {page.width():.0f}, {page.height():.0f}"
    )
    ink, colours = share_of_ink(path)
    assert ink > 0.05 and colours > 20, f"{path}: {ink:.1%} of ink, {colours} colours"
    print(f"  {path}: {ink:.0%} of ink, {colours} colours")
    # What was asked of places, as the project says it, stands under the title.
    subtitle = layout.itemById("sous-titre").text()
    for line in QgsProject.instance().metadata().abstract().splitlines():
        if re.match("Lieux (ouverts|qui proposent)|Places (open|that offer)", line):
            asked = line.removesuffix(".")
            assert asked in subtitle, f"{layout.name()}: {asked!r} is not in {subtitle!r}"
    assert layout.itemById("sources").text(), f"{layout.name()}: no sources"


def main():
    project_path = os.path.abspath(sys.argv[1])
    pictures = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else tempfile.mkdtemp()
    # Paths are relative to the project, never to where QGIS happens to run.
    os.chdir(tempfile.mkdtemp())
    geopackage = os.path.splitext(project_path)[0] + ".gpkg"
    connection = sqlite3.connect(f"file:{geopackage}?mode=ro", uri=True)
    project = QgsProject.instance()
    assert project.read(project_path), project.error()
    layers = list(project.mapLayers().values())
    broken = [layer.name() for layer in layers if not layer.isValid()]
    assert layers and not broken, f"layers that do not open: {broken}"
    tables = {name for (name,) in rows(connection, "SELECT table_name FROM gpkg_contents")}
    shown = {re.search(r"layername=([^|]+)", layer.source()).group(1) for layer in layers}
    assert shown == tables - {"layer_styles"}, f"{shown} of {tables}"
    assert "couverture" in shown, f"no communes among {shown}"
    assert project.crs().isValid() and not project.crs().isGeographic(), project.crs().authid()
    assert project.title() and project.metadata().abstract(), "a project without title or abstract"
    for layer in layers:
        name = re.search(r"layername=([^|]+)", layer.source()).group(1)
        check_layer(layer, name, connection)
        if not layer.subsetString():
            check_styles(layer, name, connection)
            check_alone(geopackage, name, connection)
    tree = [layer.name() for layer in project.layerTreeRoot().findLayers()]
    assert len(tree) == len(layers), f"{tree} of {len(layers)}"
    themes, layouts = project.mapThemeCollection().mapThemes(), project.layoutManager().layouts()
    assert themes and sorted(themes) == sorted(layout.name() for layout in layouts), themes
    assert project.bookmarkManager().bookmarks(), "no bookmark"
    print(f"QGIS {Qgis.QGIS_VERSION}: {len(layers)} layers, {len(themes)} themes in {project.crs().authid()}")
    for layout in layouts:
        check_layout(layout, pictures)
    print("everything is there")


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main()
