
// How things are drawn on a canvas, in the units of the ground.

const COLOURS = { sea: '#f1f3f5', land: '#e8e6e0', ink: '#1f2328', focus: '#0b4f8a' };
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Pixels of the radius of the largest circle. */
const LARGEST_RADIUS = 26;

/** Draws in the units of the ground. */
class Brush {
  constructor(context, view, width, height, density, arcs) {
    Object.assign(this, { context, view, width, height });
    context.setTransform(density, 0, 0, density, (width / 2) * density, (height / 2) * density);
    const [east, north] = [width / 2 / view.scale, height / 2 / view.scale];
    this.around = [view.x - east, view.y - north, view.x + east, view.y + north];
    this.arcBounds = arcs.bounds;
    this.names = [];
    this.share = 0;
    // The coarsest level that drops nothing larger than a pixel.
    this.vertices = arcs.levels.findLast(({ least }) => least * view.scale < 1) ?? arcs.levels[0];
  }

  clear(colour) {
    this.context.fillStyle = colour;
    this.context.fillRect(-this.width / 2, -this.height / 2, this.width, this.height);
  }

  sees(west, south, east, north) {
    const [left, bottom, right, top] = this.around;
    return west <= right && east >= left && south <= top && north >= bottom;
  }

  /** Pixels of the side of a square as large as the bounds of a row. */
  sizeOf({ bounds }, row) {
    const [width, height] = [bounds[4 * row + 2] - bounds[4 * row], bounds[4 * row + 3] - bounds[4 * row + 1]];
    return Math.sqrt(width * height) * this.view.scale;
  }

  /** The mean size in pixels of the rows that are seen; notes the share of rows that these are. */
  middleSize(shapes, rows) {
    const { bounds } = shapes;
    let [sum, count] = [0, 0];
    for (let row = 0; row < rows; row++) {
      if (!this.sees(bounds[4 * row], bounds[4 * row + 1], bounds[4 * row + 2], bounds[4 * row + 3])) continue;
      sum += this.sizeOf(shapes, row);
      count++;
    }
    this.share = count / Math.max(rows, 1);
    return count ? sum / count : 0;
  }

  x(x) {
    return (x - this.view.x) * this.view.scale;
  }

  y(y) {
    return (this.view.y - y) * this.view.scale;
  }

  /** Makes a path of the rings of these rows; false where none is to be seen. */
  trace(shapes, rows) {
    const { bounds } = shapes;
    this.context.beginPath();
    let isSeen = false;
    for (const row of rows) {
      if (!this.sees(bounds[4 * row], bounds[4 * row + 1], bounds[4 * row + 2], bounds[4 * row + 3])) continue;
      isSeen = true;
      followRings(this.context, shapes, row, this.vertices, this);
    }
    return isSeen;
  }

  /**
   * Fills rows, and the hairlines between them. Where most of the map is seen, with the path that
   * `known` keeps of them: following every border anew takes longer than filling.
   */
  fill(shapes, rows, colour, known) {
    const { context, view: { x, y, scale } } = this;
    const isWhole = known && this.share > 0.4;
    if (!isWhole && !this.trace(shapes, rows)) return;
    context.fillStyle = context.strokeStyle = colour;
    context.lineJoin = 'bevel';
    if (!isWhole) {
      context.lineWidth = 0.6;
      context.fill();
      context.stroke();
      return;
    }
    if (known.vertices !== this.vertices) {
      const path = new Path2D();
      for (const row of rows) followRings(path, shapes, row, this.vertices, ON_THE_GROUND);
      Object.assign(known, { vertices: this.vertices, path });
    }
    context.save();
    context.transform(scale, 0, 0, -scale, -x * scale, y * scale);
    context.lineWidth = 0.6 / scale;
    context.fill(known.path);
    context.stroke(known.path);
    context.restore();
  }

  rings(shapes, rows, colour, width) {
    if (!this.trace(shapes, rows)) return;
    this.stroke(colour, width);
  }

  stroke(colour, width) {
    this.context.lineJoin = this.context.lineCap = 'round';
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.stroke();
  }

  hatch(shapes, rows) {
    if (!this.trace(shapes, rows)) return;
    this.context.fillStyle = hatching(this.context);
    this.context.fill();
  }

  borders(arcs, colour, width) {
    const { context, arcBounds: bounds, vertices: { start, x, y } } = this;
    context.beginPath();
    for (const arc of arcs) {
      if (!this.sees(bounds[4 * arc], bounds[4 * arc + 1], bounds[4 * arc + 2], bounds[4 * arc + 3])) continue;
      context.moveTo(this.x(x[start[arc]]), this.y(y[start[arc]]));
      for (let at = start[arc] + 1; at < start[arc + 1]; at++) context.lineTo(this.x(x[at]), this.y(y[at]));
    }
    this.stroke(colour, width);
  }

  lines(lines, colour, isDashed) {
    const { context } = this;
    context.beginPath();
    for (const line of lines) {
      for (let at = 0; at < line.length; at += 2) {
        if (at === 0) context.moveTo(this.x(line[0]), this.y(line[1]));
        else context.lineTo(this.x(line[at]), this.y(line[at + 1]));
      }
    }
    context.setLineDash([]);
    this.stroke('rgb(255 255 255 / 80%)', 5);
    context.setLineDash(isDashed ? [7, 5] : []);
    this.stroke(colour, 2.6);
    context.setLineDash([]);
  }

  circle(x, y, radius, colour) {
    const { context } = this;
    context.beginPath();
    context.arc(this.x(x), this.y(y), Math.max(radius, 0.8), 0, 2 * Math.PI);
    context.globalAlpha = 0.82;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
    if (radius > 2.5) this.stroke('#ffffff', 1);
  }

  ring(x, y, radius, colour, width) {
    this.context.beginPath();
    this.context.arc(this.x(x), this.y(y), radius, 0, 2 * Math.PI);
    this.stroke('#ffffff', width + 2.4);
    this.stroke(colour, width);
  }

  marker(x, y, symbol, size) {
    this.context.save();
    this.context.translate(this.x(x), this.y(y));
    drawMarker(this.context, symbol, size);
    this.context.restore();
  }

  frame([west, south, east, north], name) {
    if (!this.sees(west, south, east, north)) return;
    const { context } = this;
    const [left, top, right, bottom] = [this.x(west), this.y(north), this.x(east), this.y(south)];
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    this.stroke('rgb(60 66 74 / 35%)', 1);
    if (name && right - left > 40) this.write(left + 2, top - 8, name, '600 11px ' + FONT, 'left');
  }

  /** Writes a name where it covers no other. */
  name(x, y, name) {
    const { context } = this;
    const font = '600 12px ' + FONT;
    context.font = font;
    const half = context.measureText(name).width / 2;
    const [px, py] = [this.x(x), this.y(y)];
    const box = [px - half - 14, py - 16, px + half + 14, py + 16];
    const isFree = ([left, top, right, bottom]) => left > box[2] || right < box[0] || top > box[3] || bottom < box[1];
    if (!this.names.every(isFree)) return;
    this.names.push(box);
    this.write(px, py, name, font, 'center');
  }

  write(px, py, text, font, align) {
    const { context } = this;
    Object.assign(context, { font, textAlign: align, textBaseline: 'middle', fillStyle: COLOURS.ink });
    context.strokeStyle = 'rgb(255 255 255 / 92%)';
    context.lineWidth = 3.4;
    context.strokeText(text, px, py);
    context.fillText(text, px, py);
  }

  /** The bar of the scale, in the lower left corner. */
  scale(pixels, text) {
    const { context } = this;
    const [left, bottom] = [14 - this.width / 2, this.height / 2 - 14];
    context.fillStyle = 'rgb(255 255 255 / 82%)';
    context.fillRect(left - 8, bottom - 24, pixels + 16, 32);
    context.beginPath();
    context.moveTo(left, bottom - 7);
    context.lineTo(left, bottom);
    context.lineTo(left + pixels, bottom);
    context.lineTo(left + pixels, bottom - 7);
    this.stroke(COLOURS.ink, 2);
    this.write(left + pixels / 2, bottom - 10, text, '12px ' + FONT, 'center');
  }

  /** The cross of the keyboard, so many pixels below the middle. */
  cross(down) {
    const { context } = this;
    context.beginPath();
    for (const [x, y] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      context.moveTo(4 * x, down + 4 * y);
      context.lineTo(14 * x, down + 14 * y);
    }
    this.stroke('#ffffff', 5);
    this.stroke(COLOURS.focus, 2);
  }
}

/** Coordinates that stay as they are. */
const ON_THE_GROUND = { x: (x) => x, y: (y) => y };

/** Adds the rings of a row to a path, with `to.x` and `to.y` of each vertex. */
function followRings(path, { rings, starts, codes }, row, { start, x, y }, to) {
  for (let ring = rings[row]; ring < rings[row + 1]; ring++) {
    for (let at = starts[ring]; at < starts[ring + 1]; at++) {
      const arc = codes[at] >> 1;
      const [first, last] = [start[arc], start[arc + 1] - 1];
      const isFirst = at === starts[ring];
      // An arc begins where the one before ends.
      if (codes[at] & 1) {
        if (isFirst) path.moveTo(to.x(x[last]), to.y(y[last]));
        for (let of = last - 1; of >= first; of--) path.lineTo(to.x(x[of]), to.y(y[of]));
      } else {
        if (isFirst) path.moveTo(to.x(x[first]), to.y(y[first]));
        for (let of = first + 1; of <= last; of++) path.lineTo(to.x(x[of]), to.y(y[of]));
      }
    }
    path.closePath();
  }
}

/** Pixels of the radius of a circle whose surface is a number. */
function radiusOf(number, largest) {
  return LARGEST_RADIUS * Math.sqrt(number / largest);
}

/** A length that is round in metres, near `most` pixels: its pixels and metres. */
function roundLength(most, pixelsOfMetre) {
  const power = 10 ** Math.floor(Math.log10(most / pixelsOfMetre));
  const metres = [5, 2, 1].find((times) => times * power * pixelsOfMetre <= most) * power;
  return { pixels: metres * pixelsOfMetre, metres };
}

/** A name that fits on a map. */
function shortened(name) {
  return name.length > 34 ? [...name].slice(0, 32).join('') + '…' : name;
}

/** White slanted lines. */
function hatching(context) {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const lines = tile.getContext('2d');
  lines.strokeStyle = 'rgb(255 255 255 / 85%)';
  lines.lineWidth = 1.5;
  lines.beginPath();
  for (const from of [-8, 0, 8]) {
    lines.moveTo(from - 1, 9);
    lines.lineTo(from + 9, -1);
  }
  lines.stroke();
  return context.createPattern(tile, 'repeat');
}

/** A point in the shape of its symbol, around the origin. */
function drawMarker(context, { shape, colour, outline }, size) {
  const corners = {
    square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
    triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
    diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  }[shape];
  context.beginPath();
  if (corners) corners.forEach(([x, y]) => context.lineTo(x * size, y * size));
  else context.arc(0, 0, size, 0, 2 * Math.PI);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = outline ?? '#ffffff';
  context.lineWidth = 1.2;
  context.stroke();
}
