
// The map: where it is looked at, how it is drawn, and what lies under a point.
//
// A picture half as wide again as the window is drawn when the map comes to rest; while it moves,
// the picture is shifted and stretched, so that a country of communes follows the hand.

/** How much wider and higher than the window the picture is. */
const MARGIN = 1.5;
/** Milliseconds that a picture may take to be drawn again at each move. */
const QUICK = 14;
/** Points of a layer that are drawn in the window at most, unless it has few. */
const MOST_POINTS = 700;
const FEW_POINTS = 250;

class TerritoryMap {
  /** `told.moved(map)` is called when the view is another. */
  constructor(atlas, ground, marks, told) {
    Object.assign(this, { atlas, ground, marks, told });
    this.main = atlas.layers[atlas.main];
    this.regions = atlas.regions.length ? atlas.regions : [{ name: null, bounds: [0, 0, 1, 1] }];
    this.picture = document.createElement('canvas');
    this.pictureView = null;
    this.cost = 0;
    this.inset = 0;
    this.hidden = new Set(atlas.layers.filter(isOnlyFromStops));
    this.hovered = this.selected = null;
    this.isByKey = false;
    this.borders = [1, 2, 3, 4].map((kind) => {
      const of = [];
      atlas.arcs.borders.forEach((border, arc) => border === kind && of.push(arc));
      return of;
    });
    this.land = {};
    this.grids = new Map();
    this.anchors = new Map();
    this.home = this.boundsOf(0);
    this.all = nowhere();
    for (const { bounds } of this.regions) widen(this.all, ...bounds);
    this.view = { x: 0, y: 0, scale: 1 };
    this.resize();
    this.fit(this.home, { at: 'once' });
    this.homeScale = this.view.scale;
  }

  /** The bounds of a region with a border around them. */
  boundsOf(region) {
    const [west, south, east, north] = this.regions[region].bounds;
    const border = Math.max(east - west, north - south, 1) * 0.03;
    return [west - border, south - border, east + border, north + border];
  }

  /** Shows `layer` in the style `drawing`. */
  show(layer, drawing) {
    this.layer = layer;
    this.drawing = drawing;
    this.paints = drawing.paints.map(() => []);
    drawing.rows.forEach((paint, row) => paint && this.paints[paint - 1].push(row));
    this.known = this.paints.map(() => ({}));
    this.labelled = rowsToLabel(layer, drawing);
    this.redraw();
  }

  redraw() {
    this.pictureView = null;
    this.frame();
  }

  // The window.

  resize() {
    const { clientWidth, clientHeight } = this.ground;
    this.width = Math.max(clientWidth, 50);
    this.height = Math.max(clientHeight, 50);
    this.density = Math.min(window.devicePixelRatio || 1, 2);
    for (const canvas of [this.ground, this.marks]) {
      canvas.width = Math.round(this.width * this.density);
      canvas.height = Math.round(this.height * this.density);
    }
    this.picture.width = Math.round(this.width * MARGIN * this.density);
    this.picture.height = Math.round(this.height * MARGIN * this.density);
    this.pictureView = null;
  }

  /** What the window shows, or the home bounds where it shows these. */
  seen() {
    const { x, y, scale } = this.view;
    if (scale === this.homeScale) return this.home;
    const [east, north] = [this.width / 2 / scale, this.height / 2 / scale];
    return [x - east, y - north, x + east, y + north];
  }

  /** The view that shows `bounds` whole, above what covers the bottom of the window. */
  viewOf([west, south, east, north]) {
    const height = this.height - this.inset;
    const scale = Math.min(this.width / Math.max(east - west, 1e-9), height / Math.max(north - south, 1e-9));
    return this.within({ x: (west + east) / 2, y: (south + north) / 2 - this.inset / 2 / scale, scale });
  }

  fit(bounds, { at } = {}) {
    this.go(this.viewOf(bounds), at);
  }

  /** `view` within what the map may show. */
  within(view) {
    const [west, south, east, north] = this.all;
    const whole = Math.min(this.width / (east - west || 1), this.height / (north - south || 1));
    const scale = Math.min(Math.max(view.scale, whole * 0.7), Math.max(this.atlas.step / 4, whole * 2));
    const reach = (this.inset + 40) / scale;
    return {
      x: Math.min(Math.max(view.x, west), east),
      y: Math.min(Math.max(view.y, south - reach), north + reach),
      scale,
    };
  }

  /** Goes to a view, by a short flight unless it is to be there at once. */
  go(view, at) {
    const to = this.within(view);
    cancelAnimationFrame(this.flight);
    if (at === 'once' || matchMedia('(prefers-reduced-motion: reduce)').matches) return this.look(to);
    const from = this.view;
    const start = performance.now();
    const fly = (now) => {
      const part = Math.min(Math.max((now - start) / 320, 0), 1);
      const eased = 1 - (1 - part) ** 3;
      const scale = from.scale * (to.scale / from.scale) ** eased;
      // The middle keeps pace with the scale, so that what is gone to stays on the way.
      const grown = to.scale === from.scale ? eased : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale);
      this.look({ x: from.x + (to.x - from.x) * grown, y: from.y + (to.y - from.y) * grown, scale });
      if (part < 1) this.flight = requestAnimationFrame(fly);
    };
    this.flight = requestAnimationFrame(fly);
  }

  look(view) {
    this.view = view;
    this.lastMove = performance.now();
    this.frame();
    this.told.moved(this);
  }

  /** Moves by pixels. */
  pan(right, down, at) {
    const { x, y, scale } = this.view;
    this.go({ x: x + right / scale, y: y - down / scale, scale }, at);
  }

  /** Zooms by `factor`; the point at these pixels stays where it is. */
  zoom(factor, px = this.width / 2, py = (this.height - this.inset) / 2, at) {
    const before = this.within({ ...this.view, scale: this.view.scale * factor });
    const [x, y] = this.groundAt(px, py);
    const { scale } = before;
    this.go({ x: x - (px - this.width / 2) / scale, y: y + (py - this.height / 2) / scale, scale }, at);
  }

  groundAt(px, py) {
    const { x, y, scale } = this.view;
    return [x + (px - this.width / 2) / scale, y - (py - this.height / 2) / scale];
  }

  pixelsOf(x, y) {
    const { view } = this;
    return [(x - view.x) * view.scale + this.width / 2, (view.y - y) * view.scale + this.height / 2];
  }

  // Drawing.

  /** Draws at the next refresh of the screen. */
  frame() {
    if (this.asked || !this.drawing) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.draw();
    });
  }

  draw() {
    const { view, pictureView: seen } = this;
    const isMoving = performance.now() - this.lastMove < 130;
    const isGood = this.isCovered();
    if (!isGood && !(seen && isMoving && this.cost > QUICK)) {
      const start = performance.now();
      this.paint(this.picture.getContext('2d'), view, this.width * MARGIN, this.height * MARGIN, this.density);
      this.pictureView = { ...view };
      this.cost = performance.now() - start;
    } else if (!isGood) {
      clearTimeout(this.rest);
      this.rest = setTimeout(() => this.frame(), 140);
    }
    this.shift();
    this.mark();
  }

  /** Whether the picture is of this scale and reaches well beyond the window. */
  isCovered() {
    const { view, pictureView: seen } = this;
    if (seen?.scale !== view.scale) return false;
    const slack = ((MARGIN - 1) / 2) * 0.9;
    const [right, down] = [Math.abs(view.x - seen.x), Math.abs(view.y - seen.y)].map((of) => of * view.scale);
    return right <= this.width * slack && down <= this.height * slack;
  }

  /** Puts the picture where the view has moved it to. */
  shift() {
    const context = this.ground.getContext('2d');
    const { view, pictureView: seen, density } = this;
    const stretch = view.scale / seen.scale;
    const [width, height] = [this.width * MARGIN * stretch, this.height * MARGIN * stretch];
    const [x, y] = this.pixelsOf(seen.x, seen.y);
    const snapped = (pixels) => (stretch === 1 ? Math.round(pixels * density) / density : pixels);
    context.setTransform(density, 0, 0, density, 0, 0);
    context.fillStyle = COLOURS.sea;
    context.fillRect(0, 0, this.width, this.height);
    context.drawImage(this.picture, snapped(x - width / 2), snapped(y - height / 2), width, height);
  }

  /** Draws the map around the middle of `view` on a canvas of this size, and returns its brush. */
  paint(context, view, width, height, density) {
    const brush = new Brush(context, view, width, height, density, this.atlas.arcs);
    const { layer, main } = this;
    const fine = main.shapes ? brush.middleSize(main.shapes, main.rows) : 0;
    brush.clear(COLOURS.sea);
    if (layer !== main && main.shapes) brush.fill(main.shapes, allRows(main), COLOURS.land, this.land);
    if (layer.shapes) {
      this.drawing.paints.forEach(([rank, colour], paint) => {
        const { symbol } = this.drawing.classes[rank];
        const isCircle = symbol.form === 'circle';
        brush.fill(layer.shapes, this.paints[paint], isCircle ? symbol.ground : colour, this.known[paint]);
      });
      this.hatch(brush);
    }
    if (layer === main && fine > 6) {
      brush.borders(this.borders[0], 'rgb(255 255 255 / 75%)', Math.min(fine / 24, 1.1));
    }
    if (layer !== main && layer.shapes) brush.rings(layer.shapes, this.drawnRows(), '#ffffff', 1.2);
    if (fine > 2.2) brush.borders(this.borders[1], 'rgb(40 44 52 / 45%)', Math.min(fine / 40, 1) + 0.2);
    brush.borders(this.borders[2], 'rgb(30 34 40 / 70%)', Math.min(Math.max(fine / 12, 0.6), 1.8));
    brush.borders(this.borders[3], 'rgb(30 34 40 / 75%)', Math.min(Math.max(fine / 14, 0.7), 1.4));
    this.frames(brush);
    this.circles(brush);
    for (const other of this.others()) this.overlay(brush, other);
    this.labels(brush, fine);
    return brush;
  }

  drawnRows() {
    return this.paints.flat();
  }

  /** White lines over what is in doubt, where they can be seen. */
  hatch(brush) {
    const { shapes } = this.layer;
    this.drawing.paints.forEach(([rank], paint) => {
      if (this.drawing.classes[rank].symbol.form !== 'doubtful') return;
      brush.hatch(shapes, this.paints[paint].filter((row) => brush.sizeOf(shapes, row) > 14));
    });
  }

  /** The names of far regions, and a frame around each. */
  frames(brush) {
    this.regions.forEach(({ name }, rank) => {
      if (rank > 0 || (name && this.regions.length > 1)) brush.frame(this.boundsOf(rank), name);
    });
  }

  circles(brush) {
    const { drawing, layer } = this;
    const line = drawing.classes.find(({ symbol }) => symbol.form === 'circle');
    if (!line || !layer.shapes) return;
    const { colour, column, largest } = line.symbol;
    const value = layer.columns.get(column);
    if (!value) return;
    const rows = this.drawnRows().filter((row) => value.at(row) > 0);
    rows.sort((one, other) => value.at(other) - value.at(one));
    for (const row of rows) {
      const [x, y] = this.anchor(layer, row);
      brush.circle(x, y, radiusOf(value.at(row), largest), colour);
    }
  }

  /** The layers over the contours that are shown. */
  others() {
    return this.atlas.layers.filter((layer) => !layer.shapes && !this.hidden.has(layer) && layer.drawings.length);
  }

  overlay(brush, layer) {
    const [drawing] = layer.drawings;
    const symbol = (row) => drawing.rows[row] && drawing.classes[drawing.paints[drawing.rows[row] - 1][0]].symbol;
    layer.lines?.forEach((lines, row) => lines.length && symbol(row) && brush.lines(lines, symbol(row).colour, isDrawnFromStops(layer, row)));
    const size = this.pointSize(brush.view.scale);
    for (const row of this.visiblePoints(layer, brush.around)) {
      if (symbol(row)) brush.marker(layer.points.x[row], layer.points.y[row], symbol(row), size);
    }
  }

  /** Pixels of half a marker. */
  pointSize(scale) {
    return Math.min(Math.max(3.2 * (scale / this.homeScale) ** 0.3, 3), 7);
  }

  /** The points of a layer in these bounds; none where they are too many to be told apart. */
  visiblePoints({ points, rows }, [west, south, east, north]) {
    if (!points) return [];
    const found = [];
    for (let row = 0; row < rows; row++) {
      const [x, y] = [points.x[row], points.y[row]];
      if (x >= west && x <= east && y >= south && y <= north) found.push(row);
    }
    return rows <= FEW_POINTS || found.length <= MOST_POINTS * MARGIN ** 2 ? found : [];
  }

  /** Names, the most important first, where they have room. */
  labels(brush, fine) {
    const { layer, labelled } = this;
    const name = layer.columns.get('nom');
    if (!name || !layer.shapes) return;
    // Few names while communes are small; all that fit once a name is hardly wider than a commune.
    const most = (brush.width * brush.height) / (fine > 70 ? 14000 : 50000);
    for (const row of labelled) {
      if (brush.names.length >= most) break;
      const [west, south, east, north] = layer.shapes.bounds.subarray(4 * row, 4 * row + 4);
      if (!brush.sees(west, south, east, north)) continue;
      const [x, y] = this.anchor(layer, row);
      brush.name(x, y, shortened(name.at(row)));
    }
  }

  /** What is under the pointer, what is chosen, and the cross of the keyboard. */
  mark() {
    const context = this.marks.getContext('2d');
    const brush = new Brush(context, this.view, this.width, this.height, this.density, this.atlas.arcs);
    context.clearRect(-brush.width, -brush.height, 2 * brush.width, 2 * brush.height);
    for (const [found, colour, width] of [[this.hovered, COLOURS.ink, 1.6], [this.selected, COLOURS.focus, 3]]) {
      if (!found) continue;
      const { layer, row } = found;
      if (layer.shapes) {
        brush.rings(layer.shapes, [row], '#ffffff', width + 2.4);
        brush.rings(layer.shapes, [row], colour, width);
      } else {
        brush.ring(layer.points.x[row], layer.points.y[row], this.pointSize(this.view.scale) + 4, colour, width);
      }
    }
    if (this.isByKey) brush.cross((this.height - this.inset) / 2 - this.height / 2);
  }

  /** A point inside the largest ring of a row, for its name or its circle. */
  anchor(layer, row) {
    const known = this.anchors.get(layer) ?? [];
    this.anchors.set(layer, known);
    return (known[row] ??= middleOf(layer.shapes, row, this.atlas.arcs.levels[0]));
  }

  // What lies there.

  /** What is at these pixels: a place, or a row of the layer shown, or a commune. */
  at(px, py, reach = 10) {
    const [x, y] = this.groundAt(px, py);
    return this.placeAt(x, y, reach / this.view.scale) ?? this.areaAt(this.layer, x, y) ?? this.areaAt(this.main, x, y);
  }

  placeAt(x, y, reach) {
    let [nearest, found] = [reach, null];
    const [east, north] = [(this.width / 2) * MARGIN, (this.height / 2) * MARGIN].map((of) => of / this.view.scale);
    const around = [this.view.x - east, this.view.y - north, this.view.x + east, this.view.y + north];
    for (const layer of this.others()) {
      for (const row of this.visiblePoints(layer, around)) {
        const far = Math.hypot(layer.points.x[row] - x, layer.points.y[row] - y);
        if (far < nearest) [nearest, found] = [far, { layer, row }];
      }
    }
    return found;
  }

  areaAt(layer, x, y) {
    if (!layer.shapes) return null;
    if (!this.grids.has(layer)) this.grids.set(layer, new Grid(layer.shapes, layer.rows));
    const isDrawn = (row) => layer !== this.layer || this.drawing.rows[row] > 0;
    const rows = this.grids.get(layer).near(x, y).filter(isDrawn);
    const row = rows.find((of) => isInside(layer.shapes, of, this.atlas.arcs.levels[0], x, y));
    return row === undefined ? null : { layer, row };
  }

  /** Goes to a row of a layer. */
  goTo({ layer, row }) {
    if (!layer.shapes) {
      return this.go({ x: layer.points.x[row], y: layer.points.y[row], scale: Math.max(this.view.scale, this.homeScale * 6) });
    }
    const [west, south, east, north] = layer.shapes.bounds.subarray(4 * row, 4 * row + 4);
    if (!(east >= west)) return;
    const border = Math.max(east - west, north - south) * (layer === this.main ? 1.6 : 0.15);
    this.fit([west - border, south - border, east + border, north + border]);
  }
}

function allRows({ rows }) {
  return Array.from({ length: rows }, (_, row) => row);
}

/** The rows to name, those of most residents first, or else the largest. */
function rowsToLabel(layer, drawing) {
  if (!layer.shapes) return [];
  const people = layer.columns.get('population') ?? layer.columns.get('personnes');
  const { bounds } = layer.shapes;
  const weight = (row) => people?.at(row) ?? (bounds[4 * row + 2] - bounds[4 * row]) * 1e-9;
  const rows = allRows(layer).filter((row) => drawing.rows[row] > 0);
  return rows.sort((one, other) => weight(other) - weight(one));
}

/** Whether all lines go straight from stop to stop: they follow no road, and are shown when asked. */
function isOnlyFromStops(layer) {
  return Boolean(layer.lines) && allRows(layer).every((row) => isDrawnFromStops(layer, row) || !layer.lines[row].length);
}

function isDrawnFromStops(layer, row) {
  return layer.columns.get('trace')?.at(row) === 'par_les_arrets';
}
