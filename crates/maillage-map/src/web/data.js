'use strict';

// Reads the document of the page: numbers in base64, columns, and contours as shared arcs.

/** Numbers that were written one after the other, seven bits a byte, as base64. */
class Numbers {
  constructor(text) {
    const letters = atob(text);
    this.bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at++) this.bytes[at] = letters.charCodeAt(at);
    this.at = 0;
  }

  next() {
    let number = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      number += (byte & 127) * scale;
      if (byte < 128) return number;
      scale *= 128;
    }
  }

  signed() {
    return unfolded(this.next());
  }
}

/** 0, 1, 2, 3 as 0, −1, 1, −2. */
function unfolded(number) {
  return number % 2 ? -(number + 1) / 2 : number / 2;
}

/** The document with its numbers read. */
function readDocument(text) {
  const read = JSON.parse(text);
  const arcs = readArcs(read.outlines);
  const layers = read.layers.map((layer) => readLayer(layer, arcs));
  return { ...read, arcs, layers };
}

/**
 * Arcs on each level: those of level 2 lack the vertices that only levels 0 and 1 show. Arc `arc` of
 * a level is the vertices from `start[arc]` to `start[arc + 1]`.
 */
function readArcs({ arcs: text, count, borders, levels }) {
  const numbers = new Numbers(text);
  const [xs, ys, ranks] = [[], [], []];
  const start = new Uint32Array(count + 1);
  let [x, y] = [0, 0];
  for (let arc = 0; arc < count; arc++) {
    for (let left = numbers.next(); left > 0; left--) {
      const east = numbers.next();
      x += unfolded(Math.floor(east / 4));
      y += numbers.signed();
      xs.push(x);
      ys.push(y);
      ranks.push(east % 4);
    }
    start[arc + 1] = xs.length;
  }
  const all = { start, x: Int32Array.from(xs), y: Int32Array.from(ys), least: 0 };
  const coarser = levels.slice(1).map((least, rank) => ({ ...thinned(all, ranks, rank + 1), least }));
  const of = new Numbers(borders);
  return {
    levels: [all, ...coarser],
    borders: Uint8Array.from({ length: count }, () => of.next()),
    bounds: boundsOfArcs(all, count),
  };
}

/** The arcs with the vertices of `least` or a higher level. */
function thinned(all, ranks, least) {
  const kept = [];
  const start = new Uint32Array(all.start.length);
  for (let arc = 0; arc + 1 < start.length; arc++) {
    for (let at = all.start[arc]; at < all.start[arc + 1]; at++) if (ranks[at] >= least) kept.push(at);
    start[arc + 1] = kept.length;
  }
  const of = (values) => Int32Array.from(kept, (at) => values[at]);
  return { start, x: of(all.x), y: of(all.y) };
}

/** West, south, east and north of each arc, four numbers an arc. */
function boundsOfArcs({ start, x, y }, count) {
  const bounds = new Int32Array(4 * count);
  for (let arc = 0; arc < count; arc++) {
    const of = nowhere();
    for (let at = start[arc]; at < start[arc + 1]; at++) widen(of, x[at], y[at], x[at], y[at]);
    bounds.set(of, 4 * arc);
  }
  return bounds;
}

function nowhere() {
  return [Infinity, Infinity, -Infinity, -Infinity];
}

/** Makes `bounds` hold these as well. */
function widen(bounds, west, south, east, north) {
  if (west < bounds[0]) bounds[0] = west;
  if (south < bounds[1]) bounds[1] = south;
  if (east > bounds[2]) bounds[2] = east;
  if (north > bounds[3]) bounds[3] = north;
}

function readLayer(layer, arcs) {
  const columns = new Map(layer.columns.map((column) => [column.name, readColumn(column, layer.rows)]));
  const drawings = layer.drawings.map((drawing) => {
    const numbers = new Numbers(drawing.rows);
    return { ...drawing, rows: Uint16Array.from({ length: layer.rows }, () => numbers.next()) };
  });
  const shapes = layer.shapes ? readShapes(layer.shapes, layer.rows, arcs) : null;
  const points = layer.points ? readPoints(layer.points, layer.rows) : null;
  const lines = layer.lines ? readLines(layer.lines, layer.rows) : null;
  return { ...layer, columns, drawings, shapes, points, lines };
}

/** A column: `at(row)` is its text or number there, or null. */
function readColumn(column, count) {
  const numbers = new Numbers(column.rows);
  const rows = Float64Array.from({ length: count }, () => numbers.next());
  const isNumber = column.decimals !== undefined;
  const scale = isNumber ? 10 ** column.decimals : 1;
  const texts = column.texts ?? [];
  const at = (row) => {
    if (rows[row] === 0) return null;
    return isNumber ? unfolded(rows[row] - 1) / scale : texts[rows[row] - 1];
  };
  return { ...column, isNumber, at };
}

/** Rings of the rows: row `row` has the rings from `rings[row]`, ring `ring` the codes from `codes[ring]`. */
function readShapes(text, rows, arcs) {
  const numbers = new Numbers(text);
  const rings = new Uint32Array(rows + 1);
  const starts = [0];
  const codes = [];
  const bounds = new Float64Array(4 * rows);
  let code = 0;
  for (let row = 0; row < rows; row++) {
    const of = nowhere();
    for (let ring = numbers.next(); ring > 0; ring--) {
      for (let left = numbers.next(); left > 0; left--) {
        code += numbers.signed();
        codes.push(code);
        const arc = 4 * (code >> 1);
        widen(of, arcs.bounds[arc], arcs.bounds[arc + 1], arcs.bounds[arc + 2], arcs.bounds[arc + 3]);
      }
      starts.push(codes.length);
    }
    rings[row + 1] = starts.length - 1;
    bounds.set(of, 4 * row);
  }
  return { rings, starts: Uint32Array.from(starts), codes: Uint32Array.from(codes), bounds };
}

/** The position of each row, NaN without one. */
function readPoints(text, rows) {
  const numbers = new Numbers(text);
  const points = { x: new Float64Array(rows).fill(NaN), y: new Float64Array(rows).fill(NaN) };
  let [x, y] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (numbers.next() === 0) continue;
    points.x[row] = x += numbers.signed();
    points.y[row] = y += numbers.signed();
  }
  return points;
}

/** The lines of each row: arrays of x and y in turn. */
function readLines(text, rows) {
  const numbers = new Numbers(text);
  let [x, y] = [0, 0];
  return Array.from({ length: rows }, () =>
    Array.from({ length: numbers.next() }, () => {
      const line = [];
      for (let left = numbers.next(); left > 0; left--) {
        line.push((x += numbers.signed()), (y += numbers.signed()));
      }
      return line;
    }),
  );
}
