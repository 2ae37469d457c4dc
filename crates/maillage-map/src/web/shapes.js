
// What lies where: contours and points of the ground.

/** Rows by cells of the ground, to find those that may hold a point. */
class Grid {
  constructor({ bounds }, rows) {
    this.bounds = bounds;
    this.cells = new Map();
    this.cell = (middleSize({ bounds }) || 1) * 1.5;
    for (let row = 0; row < rows; row++) {
      const [west, south, east, north] = [0, 1, 2, 3].map((side) => Math.floor(bounds[4 * row + side] / this.cell));
      if (!Number.isFinite(west)) continue;
      for (let x = west; x <= east; x++) {
        for (let y = south; y <= north; y++) {
          const key = `${x} ${y}`;
          const cell = this.cells.get(key);
          if (cell) cell.push(row);
          else this.cells.set(key, [row]);
        }
      }
    }
  }

  near(x, y) {
    return this.cells.get(`${Math.floor(x / this.cell)} ${Math.floor(y / this.cell)}`) ?? [];
  }
}

/** The sides of the segments of a row, each given to `visit` as x, y of both ends. */
function eachSegment({ rings, starts, codes }, row, { start, x, y }, visit) {
  for (let ring = rings[row]; ring < rings[row + 1]; ring++) {
    for (let at = starts[ring]; at < starts[ring + 1]; at++) {
      const arc = codes[at] >> 1;
      for (let of = start[arc] + 1; of < start[arc + 1]; of++) visit(x[of - 1], y[of - 1], x[of], y[of]);
    }
  }
}

function isInside(shapes, row, lines, x, y) {
  let isIn = false;
  eachSegment(shapes, row, lines, (ax, ay, bx, by) => {
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isIn = !isIn;
  });
  return isIn;
}

/** The bounds of the largest ring of a row. */
function boundsOfLargestRing({ rings, starts, codes }, row, { start, x, y }) {
  let [largest, bounds] = [-1, nowhere()];
  for (let ring = rings[row]; ring < rings[row + 1]; ring++) {
    const of = nowhere();
    for (let at = starts[ring]; at < starts[ring + 1]; at++) {
      const arc = codes[at] >> 1;
      for (let point = start[arc]; point < start[arc + 1]; point++) widen(of, x[point], y[point], x[point], y[point]);
    }
    const size = (of[2] - of[0]) * (of[3] - of[1]);
    if (size > largest) [largest, bounds] = [size, of];
  }
  return bounds;
}

/** The middle of the widest stretch of the largest ring of a row, at about half of its height. */
function middleOf(shapes, row, lines) {
  const [west, south, east, north] = boundsOfLargestRing(shapes, row, lines);
  let best = [(west + east) / 2, (south + north) / 2];
  let widest = 0;
  for (const part of [0.5, 0.35, 0.65]) {
    const y = south + (north - south) * part + 0.01;
    const crossed = [];
    eachSegment(shapes, row, lines, (ax, ay, bx, by) => {
      if (ay > y !== by > y) crossed.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    });
    crossed.sort((one, other) => one - other);
    for (let at = 0; at + 1 < crossed.length; at += 2) {
      const width = crossed[at + 1] - crossed[at];
      if (width > widest * 1.25) [widest, best] = [width, [crossed[at] + width / 2, y]];
    }
  }
  return best;
}

/** The median side of the bounds of rows. */
function middleSize({ bounds }) {
  const sides = [];
  for (let at = 0; at < bounds.length; at += 4) {
    const side = Math.sqrt((bounds[at + 2] - bounds[at]) * (bounds[at + 3] - bounds[at + 1]));
    if (Number.isFinite(side)) sides.push(side);
  }
  sides.sort((one, other) => one - other);
  return sides[sides.length >> 1] ?? 0;
}
