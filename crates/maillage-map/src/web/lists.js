
// The list of territories or of communes, and the search.

/** Rows of a list at most. */
const LONGEST_LIST = 200;
/** Results of a search at most. */
const MOST_FOUND = 8;

/** A table of rows that its titles sort; `choose` is told the row of a name that is pressed. */
class SortedTable {
  constructor(place, speech, choose) {
    Object.assign(this, { place, speech, choose });
    const { words, atlas, main } = speech;
    const territories = atlas.layers.find(({ name, columns }) => name === 'territoires' && columns.has('niveau'));
    this.layer = territories ?? main;
    this.isOfChange = this.layer.columns.has('habitants_gagnes');
    const ofCommunes = this.isOfChange ? words.changes_list : words.communes_list;
    this.title = territories ? words.territories_list : ofCommunes;
    // The distance of a commune near an open border may be that of what the lists lack.
    const border = territories ? null : this.layer.columns.get('bord_incertain');
    this.isUncertain = (row) => border?.at(row) === 1;
    const share = territories?.drawings[0]?.column;
    this.columns = [
      ['nom', words.name], ['habitants_gagnes', words.gained], ['personnes_non_couvertes', words.uncovered],
      [share ?? '', words.share], ['population', words.residents],
    ].filter(([name]) => this.layer.columns.has(name)).slice(0, 4);
    this.sorted = { column: this.columns[1]?.[0] ?? 'nom', isDescending: this.columns.length > 1 };
    const levels = territories ? [...new Set(allRows(territories).map((row) => territories.columns.get('niveau').at(row)))] : [];
    this.level = levels.includes('epci') ? 'epci' : levels[0];
    const children = [];
    if (levels.length > 1) {
      const select = element('select', { 'aria-label': words.level }, levels.map((level) =>
        element('option', { value: level, textContent: words[`niveau_${level}`] ?? level, selected: level === this.level }),
      ));
      select.addEventListener('change', () => {
        this.level = select.value;
        this.fill();
      });
      children.push(select);
    }
    this.scroll = element('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': this.title });
    this.note = element('p', { className: 'note' });
    place.replaceChildren(...children, this.scroll, this.note);
    this.fill();
  }

  rows() {
    const { layer, level, sorted: { column, isDescending } } = this;
    const levels = layer.columns.get('niveau');
    const values = layer.columns.get(column);
    const gained = this.isOfChange ? layer.columns.get('habitants_gagnes') : null;
    const isListed = (row) => !this.isUncertain(row) && (!gained || gained.at(row));
    const rows = allRows(layer).filter((row) => (!level || levels.at(row) === level) && isListed(row));
    const order = (one, other) => {
      const [left, right] = [values.at(one), values.at(other)];
      // What is not known comes last, whichever way.
      if (left === null || right === null) return (left === null) - (right === null);
      const sign = typeof left === 'string' ? left.localeCompare(right, this.speech.atlas.lang) : left - right;
      return isDescending ? -sign : sign;
    };
    return values ? rows.sort(order) : rows;
  }

  fill() {
    const { layer, columns, speech, sorted } = this;
    const all = this.rows();
    const title = ([name, text]) => {
      const button = element('button', { type: 'button', textContent: text });
      button.addEventListener('click', () => {
        const isSame = sorted.column === name;
        this.sorted = { column: name, isDescending: isSame ? !sorted.isDescending : name !== 'nom' };
        this.fill();
        this.scroll.querySelector(`th:nth-child(${columns.findIndex(([of]) => of === name) + 1}) button`)?.focus();
      });
      const order = sorted.isDescending ? 'descending' : 'ascending';
      return element('th', { scope: 'col', 'aria-sort': sorted.column === name ? order : 'none' }, [button]);
    };
    const cell = (row) => ([name]) => {
      const column = layer.columns.get(name);
      const value = column.at(row);
      const shown = () => (name === 'habitants_gagnes' ? speech.change(value) : speech.number(value, Math.min(column.decimals, 1)));
      if (name !== 'nom') return element('td', { textContent: value === null ? '–' : shown() });
      const button = element('button', { type: 'button', textContent: speech.name({ layer, row }), dir: 'auto' });
      button.addEventListener('click', () => this.choose({ layer, row }));
      return element('td', {}, [button]);
    };
    this.scroll.replaceChildren(element('table', {}, [
      element('thead', {}, [element('tr', {}, columns.map(title))]),
      element('tbody', {}, this.longest(all).map((row) => element('tr', {}, columns.map(cell(row))))),
    ]));
    this.note.textContent = this.notes(all).join(' ');
  }

  /** The rows that are listed: of changes those at both ends, gains and losses. */
  longest(all) {
    if (all.length <= LONGEST_LIST) return all;
    const half = LONGEST_LIST / 2;
    return this.isOfChange ? [...all.slice(0, half), ...all.slice(-half)] : all.slice(0, LONGEST_LIST);
  }

  /** What is not listed. */
  notes(all) {
    const { layer, speech, isOfChange } = this;
    const { words } = speech;
    const number = (count) => speech.number(count);
    const uncertain = allRows(layer).filter(this.isUncertain).length;
    const cut = isOfChange ? words.first_and_last_rows : words.first_rows;
    const counts = { shown: number(LONGEST_LIST), half: number(LONGEST_LIST / 2), all: number(all.length) };
    return [
      all.length > LONGEST_LIST && filled(cut, counts),
      uncertain > 0 && filled(words.not_ranked, { count: number(uncertain) }),
      isOfChange && layer.rows > all.length && filled(words.not_changed, { count: number(layer.rows - all.length) }),
    ].filter(Boolean);
  }
}

/** A field that finds rows of the main layer by name or code. */
class Search {
  constructor(field, list, speech, live, choose) {
    Object.assign(this, { field, list, speech, live, choose });
    this.layer = speech.main;
    const people = this.layer.columns.get('population');
    this.known = allRows(this.layer).map((row) => ({
      row,
      name: folded(speech.name({ layer: this.layer, row })),
      code: (speech.code({ layer: this.layer, row }) ?? '').toLowerCase(),
      people: people?.at(row) ?? 0,
    }));
    this.found = [];
    this.at = -1;
    field.addEventListener('input', () => this.find());
    field.addEventListener('focus', () => this.field.value && this.find());
    field.addEventListener('keydown', (event) => this.key(event));
    field.addEventListener('blur', () => setTimeout(() => this.close(), 150));
  }

  find() {
    const asked = folded(this.field.value);
    if (!asked) return this.close();
    const rank = ({ name, code }) => {
      if (code === asked || name === asked) return 0;
      if (name.startsWith(asked) || code.startsWith(asked)) return 1;
      if (` ${name}`.includes(` ${asked}`)) return 2;
      return name.includes(asked) ? 3 : 4;
    };
    const ranked = this.known.map((known) => ({ ...known, rank: rank(known) })).filter(({ rank: of }) => of < 4);
    ranked.sort((one, other) => one.rank - other.rank || other.people - one.people);
    this.found = ranked.slice(0, MOST_FOUND).map(({ row }) => row);
    this.at = this.found.length ? 0 : -1;
    this.open(ranked.length);
  }

  open(count) {
    const { layer, speech } = this;
    const option = (row, rank) => {
      const made = element('li', { id: `found-${rank}`, role: 'option', 'aria-selected': String(rank === this.at) }, [
        element('span', { textContent: speech.name({ layer, row }), dir: 'auto' }),
        element('span', { className: 'code', textContent: speech.code({ layer, row }) ?? '' }),
      ]);
      made.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        this.take(row);
      });
      return made;
    };
    const nothing = element('li', { className: 'nothing', textContent: speech.words.nothing_found });
    this.list.replaceChildren(...(count ? this.found.map(option) : [nothing]));
    this.list.hidden = false;
    this.field.setAttribute('aria-expanded', 'true');
    this.field.setAttribute('aria-activedescendant', count ? `found-${this.at}` : '');
    this.live.textContent = count ? speech.counted('found', count) : speech.words.nothing_found;
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute('aria-expanded', 'false');
    this.field.removeAttribute('aria-activedescendant');
  }

  take(row) {
    this.field.value = this.speech.name({ layer: this.layer, row });
    this.close();
    // The keyboard of a telephone would cover what was found.
    if (matchMedia('(pointer: coarse)').matches) this.field.blur();
    this.choose({ layer: this.layer, row });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length && !this.list.hidden) {
      event.preventDefault();
      this.at = (this.at + step + this.found.length) % this.found.length;
      [...this.list.children].forEach((item, rank) => item.setAttribute('aria-selected', String(rank === this.at)));
      this.field.setAttribute('aria-activedescendant', `found-${this.at}`);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.list.hidden) this.find();
      if (this.at >= 0 && !this.list.hidden) this.take(this.found[this.at]);
    } else if (event.key === 'Escape' && !this.list.hidden) {
      event.stopPropagation();
      event.preventDefault();
      this.close();
    }
  }
}
