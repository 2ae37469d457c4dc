
// The page: puts the map and the panel together, and follows the hand and the keyboard.

const byId = (id) => document.getElementById(id);

function start() {
  const atlas = readDocument(byId('document').textContent);
  const { words } = atlas;
  for (const of of document.querySelectorAll('[data-word]')) of.textContent = words[of.dataset.word];
  for (const of of document.querySelectorAll('[data-label]')) of.setAttribute('aria-label', words[of.dataset.label]);
  for (const of of document.querySelectorAll('[data-hint]')) of.placeholder = words[of.dataset.hint];
  for (const of of document.querySelectorAll('#zoom button')) of.title = of.getAttribute('aria-label');
  byId('title').textContent = atlas.title;
  byId('subtitle').textContent = atlas.subtitle;
  byId('sources').replaceChildren(...atlas.sources.map((textContent) => element('li', { textContent })));

  const page = new Page(atlas);
  page.listStyles();
  page.listToggles();
  page.listRegions();
  page.show();
  page.followPointers();
  page.followKeys();
  page.followWindow();
}

class Page {
  constructor(atlas) {
    this.atlas = atlas;
    this.words = atlas.words;
    this.speech = new Speech(atlas);
    this.marks = byId('marks');
    this.live = byId('live');
    this.map = new TerritoryMap(atlas, byId('ground'), this.marks, { moved: (map) => this.showScale(map) });
    const choose = (found) => this.choose(found, { isToGo: true });
    this.search = new Search(byId('query'), byId('found'), this.speech, this.live, choose);
    this.table = new SortedTable(byId('list').querySelector('div'), this.speech, choose);
    byId('list').querySelector('summary').textContent = this.table.title;
    byId('list').hidden = !this.table.layer.shapes;
  }

  // What there is to choose from.

  listStyles() {
    const layers = this.atlas.layers.filter(({ shapes, drawings }) => shapes && drawings.length);
    this.styles = layers.flatMap((layer) => layer.drawings.map((drawing) => ({ layer, drawing })));
    if (this.styles.length === 0) {
      const nothing = { name: '', title: '', heading: '', reading: '', classes: [], paints: [], rows: new Uint16Array(this.speech.main.rows) };
      this.styles = [{ layer: this.speech.main, drawing: nothing }];
      byId('maps').querySelector('label').hidden = byId('style').hidden = true;
    }
    const option = (style) => element('option', { value: this.styles.indexOf(style), textContent: style.drawing.title });
    const groups = layers.map((layer) =>
      element('optgroup', { label: layer.title }, this.styles.filter((of) => of.layer === layer).map(option)),
    );
    byId('style').replaceChildren(...(groups.length > 1 ? groups : this.styles.map(option)));
    byId('style').addEventListener('change', () => {
      this.show();
      this.live.textContent = this.style().drawing.title;
    });
  }

  style() {
    return this.styles[Number(byId('style').value) || 0];
  }

  listToggles() {
    const layers = this.atlas.layers.filter(({ shapes, drawings }) => !shapes && drawings.length);
    const toggle = (layer) => {
      const isShown = !this.map.hidden.has(layer);
      const box = element('input', { type: 'checkbox', checked: isShown });
      box.addEventListener('change', () => {
        if (box.checked) this.map.hidden.delete(layer);
        else this.map.hidden.add(layer);
        this.showLegend();
        this.map.redraw();
      });
      const isMany = layer.points && layer.rows > FEW_POINTS;
      const note = isMany ? [element('small', { textContent: `(${this.words.on_zooming})` })] : [];
      return element('label', {}, [box, element('span', { textContent: layer.title }), ...note]);
    };
    byId('toggles').append(...layers.map(toggle));
    byId('toggles').hidden = layers.length === 0;
  }

  listRegions() {
    const { regions } = this.atlas;
    const button = ({ name }, rank) => {
      const made = element('button', { type: 'button', textContent: name ?? this.words.mainland });
      made.addEventListener('click', () => this.map.fit(this.map.boundsOf(rank)));
      return made;
    };
    byId('regions').replaceChildren(...regions.map(button));
    byId('regions').hidden = regions.length < 2;
  }

  // What is shown.

  show() {
    const { layer, drawing } = this.style();
    this.map.show(layer, drawing);
    byId('map-title').textContent = drawing.title;
    this.showLegend();
    const notes = [drawing.reading, ...this.atlas.notes].filter(Boolean);
    byId('reading').querySelector('div').replaceChildren(...notes.map((textContent) => element('p', { textContent })));
    if (this.chosen) this.describe(this.chosen);
  }

  showLegend() {
    byId('legend').replaceChildren(...legend(this.style().drawing, this.map.others(), this.speech));
  }

  /** Shows what is known of a commune, a territory or a place. */
  choose(found, { isToGo = false } = {}) {
    this.chosen = this.map.selected = found;
    this.hideTip();
    if (!found) {
      byId('details').hidden = true;
      return this.map.frame();
    }
    this.describe(found);
    this.raise(byId('panel').dataset.sheet === 'full' && !isToGo ? 'full' : 'half');
    byId('panel').scrollTo({ top: 0 });
    if (isToGo) this.map.goTo(found);
    this.map.frame();
    const said = [this.speech.name(found), this.speech.distance(found), this.words[`motif_${this.speech.value(found, 'motif')}`]];
    this.live.textContent = said.filter(Boolean).join(' ');
  }

  describe(found) {
    const close = () => {
      this.choose(null);
      this.raise('low');
      this.marks.focus({ preventScroll: true });
    };
    byId('details').replaceChildren(...detailsOf(found, this.style().drawing, this.speech, close));
    byId('details').hidden = false;
  }

  /** Raises the sheet of a telephone; does nothing to a panel beside the map. */
  raise(sheet) {
    byId('panel').dataset.sheet = sheet;
    const isLow = sheet === 'low';
    byId('handle').setAttribute('aria-expanded', String(!isLow));
    byId('handle').setAttribute('aria-label', isLow ? this.words.more : this.words.less);
    // As wide as `page.css` makes a sheet of the panel, and as high.
    const isSheet = matchMedia('(max-width: 699px)').matches;
    this.map.inset = isSheet && sheet === 'half' ? Math.max(0, window.innerHeight * 0.56 - 148) : 0;
  }

  showScale({ view }) {
    const { pixels, metres } = roundLength(110, view.scale / this.atlas.step);
    byId('scale').firstElementChild.style.width = `${pixels}px`;
    byId('scale').firstElementChild.textContent = this.speech.length(metres);
  }

  point(found, x, y) {
    const { map } = this;
    const isSame = map.hovered?.layer === found?.layer && map.hovered?.row === found?.row;
    if (!isSame) {
      map.hovered = found;
      map.frame();
      if (found) byId('tip').replaceChildren(...tipOf(found, this.style().drawing, this.speech));
    }
    this.marks.classList.toggle('over', Boolean(found));
    byId('tip').hidden = !found;
    if (!found) return;
    const { offsetWidth: width, offsetHeight: height } = byId('tip');
    const left = x + 16 + width > map.width ? Math.max(x - 16 - width, 4) : x + 16;
    const top = y + 16 + height > map.height - map.inset ? Math.max(y - 16 - height, 4) : y + 16;
    byId('tip').style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hideTip() {
    this.point(null);
  }

  // The hand.

  followPointers() {
    const { marks, map } = this;
    const held = new Map();
    let [isDragged, pinch] = [false, null];
    const at = (event) => {
      const { left, top } = marks.getBoundingClientRect();
      return [event.clientX - left, event.clientY - top];
    };
    const span = () => {
      const [one, other] = [...held.values()];
      return { size: Math.hypot(one[0] - other[0], one[1] - other[1]), x: (one[0] + other[0]) / 2, y: (one[1] + other[1]) / 2 };
    };
    marks.addEventListener('pointerdown', (event) => {
      marks.setPointerCapture(event.pointerId);
      held.set(event.pointerId, at(event));
      if (held.size === 1) isDragged = false;
      pinch = held.size === 2 ? span() : null;
      map.isByKey = false;
      cancelAnimationFrame(map.flight);
    });
    marks.addEventListener('pointermove', (event) => {
      const [x, y] = at(event);
      const before = held.get(event.pointerId);
      if (!before) {
        if (event.pointerType === 'mouse') this.point(map.at(x, y), x, y);
        return;
      }
      const [right, down] = [x - before[0], y - before[1]];
      if (held.size === 1 && !isDragged && Math.hypot(right, down) < 5) return;
      isDragged = true;
      marks.classList.add('dragged');
      this.hideTip();
      held.set(event.pointerId, [x, y]);
      if (held.size === 1) return map.pan(-right, -down, 'once');
      if (!pinch) return;
      const now = span();
      map.pan(pinch.x - now.x, pinch.y - now.y, 'once');
      map.zoom(now.size / Math.max(pinch.size, 1), now.x, now.y, 'once');
      pinch = now;
    });
    const release = (event) => {
      const before = held.get(event.pointerId);
      held.delete(event.pointerId);
      pinch = null;
      marks.classList.remove('dragged');
      if (!before || isDragged || event.type === 'pointercancel') return;
      const [x, y] = at(event);
      this.choose(map.at(x, y, event.pointerType === 'mouse' ? 10 : 20));
    };
    marks.addEventListener('pointerup', release);
    marks.addEventListener('pointercancel', release);
    marks.addEventListener('pointerleave', () => held.size === 0 && this.hideTip());
    marks.addEventListener('dblclick', (event) => map.zoom(2, ...at(event)));
    marks.addEventListener('wheel', (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 30 : 1;
      const turn = Math.max(-240, Math.min(240, event.deltaY * lines)) * (event.ctrlKey ? 0.01 : 0.0022);
      this.hideTip();
      map.zoom(Math.exp(-turn), ...at(event), 'once');
    }, { passive: false });
    byId('zoom-in').addEventListener('click', () => map.zoom(1.8));
    byId('zoom-out').addEventListener('click', () => map.zoom(1 / 1.8));
    byId('whole').addEventListener('click', () => map.fit(map.home));
    byId('handle').addEventListener('click', () => this.raise(byId('panel').dataset.sheet === 'low' ? 'full' : 'low'));
    byId('query').addEventListener('focus', () => {
      this.raise('full');
      byId('panel').scrollTo({ top: 0 });
    });
    byId('print').addEventListener('click', () => window.print());
  }

  // The keyboard.

  followKeys() {
    const { marks, map } = this;
    const stride = () => Math.min(map.width, map.height) / 5;
    const actions = {
      ArrowLeft: () => map.pan(-stride(), 0, 'once'),
      ArrowRight: () => map.pan(stride(), 0, 'once'),
      ArrowUp: () => map.pan(0, -stride(), 'once'),
      ArrowDown: () => map.pan(0, stride(), 'once'),
      '+': () => map.zoom(1.5, undefined, undefined, 'once'),
      '=': () => map.zoom(1.5, undefined, undefined, 'once'),
      '-': () => map.zoom(1 / 1.5, undefined, undefined, 'once'),
      Home: () => map.fit(map.home, { at: 'once' }),
      Enter: () => this.choose(this.inTheMiddle()),
    };
    marks.addEventListener('keydown', (event) => {
      const action = actions[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      map.isByKey = true;
      action();
      this.tellMiddle();
    });
    marks.addEventListener('focus', () => {
      map.isByKey = marks.matches(':focus-visible');
      if (map.isByKey) this.tellMiddle();
    });
    marks.addEventListener('blur', () => {
      map.isByKey = false;
      this.hideTip();
      map.frame();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      this.choose(null);
      this.raise('low');
    });
  }

  inTheMiddle() {
    return this.map.at(this.map.width / 2, (this.map.height - this.map.inset) / 2, 6);
  }

  /** Shows and says what is in the middle of the map. */
  tellMiddle() {
    const found = this.inTheMiddle();
    this.point(found, this.map.width / 2, (this.map.height - this.map.inset) / 2);
    this.map.frame();
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      if (found) this.live.textContent = [this.speech.name(found), this.speech.shortDistance(found)].filter(Boolean).join(' : ');
    }, 350);
  }

  // The window and the paper.

  followWindow() {
    const { map } = this;
    this.raise('low');
    new ResizeObserver(() => {
      if (this.isPrinting) return;
      const isHome = map.view.scale === map.homeScale;
      map.resize();
      if (isHome) {
        map.fit(map.home, { at: 'once' });
        map.homeScale = map.view.scale;
      }
      map.frame();
    }).observe(byId('map'));
    window.addEventListener('beforeprint', () => {
      this.isPrinting = true;
      byId('reading').open = true;
      // Of the proportions of the frame on paper, sharp at its size.
      const [width, height] = [710, 560];
      const { ground } = map;
      [ground.width, ground.height] = [width * 2, height * 2];
      const [west, south, east, north] = map.seen();
      const scale = Math.min(width / (east - west), height / (north - south));
      const view = { x: (west + east) / 2, y: (south + north) / 2, scale };
      const brush = map.paint(ground.getContext('2d'), view, width, height, 2);
      const { pixels, metres } = roundLength(110, scale / this.atlas.step);
      brush.scale(pixels, this.speech.length(metres));
    });
    window.addEventListener('afterprint', () => {
      this.isPrinting = false;
      map.resize();
      map.frame();
    });
  }
}

try {
  start();
} catch (error) {
  const words = JSON.parse(byId('document').textContent).words;
  byId('live').id = 'broken';
  byId('broken').textContent = filled(words.broken, { error: error.message });
  throw error;
}
