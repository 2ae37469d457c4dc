
// The panel: the legend, and what is chosen.

function swatch({ form, colour, ...symbol }) {
  const canvas = element('canvas', { width: 44, height: 28, className: 'swatch' });
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d');
  context.scale(2, 2);
  context.fillStyle = colour;
  if (form === 'marker') {
    context.translate(11, 7);
    drawMarker(context, { colour, ...symbol }, 5);
  } else if (form === 'line') {
    context.fillRect(1, 5.5, 20, 3);
  } else if (form === 'circle') {
    context.fillStyle = symbol.ground;
    context.fillRect(0, 0, 22, 14);
    context.fillStyle = colour;
    context.beginPath();
    context.arc(11, 7, 5, 0, 2 * Math.PI);
    context.fill();
  } else {
    context.fillRect(0, 0, 22, 14);
    if (form === 'doubtful') {
      context.fillStyle = hatching(context);
      context.fillRect(0, 0, 22, 14);
    }
    context.strokeStyle = 'rgb(0 0 0 / 18%)';
    context.strokeRect(0.25, 0.25, 21.5, 13.5);
  }
  return canvas;
}

/** Discs of two round numbers, in the size that they have on the map. */
function discs({ colour, largest }, speech) {
  const power = 10 ** Math.floor(Math.log10(largest));
  const round = [5, 2, 1].find((times) => times * power <= largest) * power;
  return [round, round / 5].filter((number) => number >= 1).map((number) => {
    const radius = Math.max(radiusOf(number, largest), 0.8);
    const side = Math.ceil(2 * radius + 2);
    const canvas = element('canvas', { width: 2 * side, height: 2 * side, className: 'disc' });
    [canvas.style.width, canvas.style.height] = [`${side}px`, `${side}px`];
    const context = canvas.getContext('2d');
    context.scale(2, 2);
    context.beginPath();
    context.arc(side / 2, side / 2, radius, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.globalAlpha = 0.82;
    context.fill();
    return element('li', {}, [canvas, element('span', { className: 'label', textContent: speech.number(number) })]);
  });
}

function legendLines(classes, speech) {
  return element('ul', {}, classes.flatMap(({ label, count, symbol }) => [
    element('li', {}, [
      swatch(symbol),
      element('span', { className: 'label', textContent: label }),
      element('span', { className: 'count', textContent: speech.number(count) }),
    ]),
    ...(symbol.form === 'circle' && symbol.largest > 0 ? discs(symbol, speech) : []),
  ]));
}

/** The square of three by three; the numbers in it are counts. */
function legendSquare(drawing, speech) {
  const [[up, ups], [right, rights]] = [drawing.square.up, drawing.square.right];
  const cell = (rank) => {
    const { count, label, symbol } = drawing.classes[rank];
    const made = element('div', { className: 'cell', title: label, textContent: speech.number(count) });
    made.style.background = symbol.colour;
    made.style.color = isDark(symbol.colour) ? '#ffffff' : '#1f2328';
    return made;
  };
  const children = [];
  for (const access of [2, 1, 0]) {
    if (access === 2) {
      const side = element('div', { className: 'up', textContent: `${up} →` });
      side.style.gridRow = 'span 3';
      children.push(side);
    }
    children.push(element('div', { className: 'side', textContent: ups[access] }));
    for (const need of [0, 1, 2]) children.push(cell(3 * access + need));
  }
  children.push(element('div'), element('div'));
  for (const text of rights) children.push(element('div', { className: 'below', textContent: text }));
  children.push(element('div'), element('div'));
  const below = element('div', { className: 'right', textContent: `${right} →` });
  below.style.gridColumn = 'span 3';
  children.push(below);
  return element('div', { className: 'square', role: 'img', 'aria-label': drawing.classes.slice(0, 9).map(({ label, count }) => `${label}: ${count}`).join('; ') }, children);
}

function isDark(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 3 * red + 6 * green + blue < 1400;
}

/** The legend of a drawing, then those of the layers over it. */
function legend(drawing, others, speech) {
  const { words } = speech;
  const classes = drawing.square ? drawing.classes.slice(9) : drawing.classes;
  const counted = classes.filter(({ count, symbol }) => count > 0 || symbol.form === 'fill');
  const children = [];
  if (drawing.classes.length) children.push(element('p', { className: 'heading', textContent: drawing.heading }));
  if (drawing.square) children.push(legendSquare(drawing, speech));
  if (counted.length) children.push(legendLines(counted, speech), element('p', { className: 'note', textContent: words.legend_counts }));
  for (const layer of others) {
    const [{ classes: all }] = layer.drawings;
    const of = all.filter(({ count }) => count > 0);
    if (of.length === 0) continue;
    children.push(element('div', { className: 'group' }, [
      element('p', { className: 'heading', textContent: layer.title }),
      legendLines(of.slice(0, 16), speech),
    ]));
  }
  return children;
}

// What is said of what is chosen.

/** The lines of the small box over what is pointed at. */
function tipOf(found, drawing, speech) {
  const children = [element('strong', { textContent: speech.name(found), dir: 'auto' })];
  const line = (text) => text && children.push(element('span', { textContent: text }));
  if (found.layer.shapes) {
    line(speech.shortDistance(found));
    const of = speech.classOf(found, drawing);
    if (of && !['circle'].includes(of.symbol.form) && drawing.name !== 'distance') line(of.label);
    const people = found.layer.columns.get('personnes_non_couvertes');
    const count = people?.at(found.row) ?? null;
    if (count !== null) line(`${people.title}${speech.atlas.lang === 'fr' ? '\u00a0' : ''}: ${speech.number(count)}`);
  } else {
    line(speech.kind(found));
    speech.openings(found).forEach(line);
  }
  return children;
}

/** The panel of what is chosen. */
function detailsOf(found, drawing, speech, close) {
  const { words } = speech;
  const code = speech.code(found);
  const heading = element('div', {}, [element('h2', { textContent: speech.name(found), dir: 'auto' })]);
  if (code) heading.append(element('p', { className: 'code', textContent: code }));
  const button = element('button', { type: 'button', className: 'close', textContent: '×', 'aria-label': words.close });
  button.addEventListener('click', close);
  const children = [element('div', { className: 'top' }, [heading, button])];
  const paragraph = (text, className = '') => text && children.push(element('p', { textContent: text, className }));
  const of = speech.classOf(found, drawing);
  if (of) {
    const symbol = of.symbol.form === 'circle' ? of.symbol : { ...of.symbol, colour: of.colour };
    children.push(element('p', { className: 'class' }, [swatch(symbol), element('span', { textContent: of.label })]));
  }
  if (!found.layer.shapes) {
    paragraph(speech.kind(found));
    speech.openings(found).forEach((text) => paragraph(text));
    ['adresse', 'telephone', 'site_web'].forEach((column) => paragraph(speech.value(found, column)));
  }
  paragraph(speech.distance(found), 'lead');
  paragraph(words[`motif_${speech.value(found, 'motif')}`]);
  paragraph(speech.value(found, 'en_clair'));
  speech.doubts(found).forEach((text) => paragraph(text, 'doubt'));
  const figures = speech.figures(found);
  if (figures.length) {
    children.push(element('dl', {}, figures.map(([title, value]) =>
      element('div', {}, [element('dt', { textContent: title }), element('dd', { textContent: value })]),
    )));
  }
  if (found.layer === speech.main) children.push(...placesIn(code, speech));
  return children;
}

/** The places that lie in the commune of a code. */
function placesIn(code, speech) {
  const layer = speech.atlas.layers.find(({ name }) => name === 'lieux');
  const codes = layer?.columns.get('code_insee');
  if (!codes || !code) return [];
  const rows = allRows(layer).filter((row) => codes.at(row) === code);
  if (rows.length === 0) return [];
  const item = (row) => {
    const place = { layer, row };
    const more = [speech.kind(place), ...speech.openings(place)].filter(Boolean);
    return element('li', {}, [speech.name(place), ...more.map((text) => element('span', { textContent: text }))]);
  };
  return [
    element('h3', { textContent: speech.counted('about_here', rows.length) }),
    element('ul', { className: 'places' }, rows.slice(0, 12).map(item)),
  ];
}
