
// What is said of communes, territories and places, in the language of the page.

/** Columns that the panel says in its own words, or not at all. */
const SAID_OTHERWISE = [
  'distance_km', 'duree_min', 'bord_incertain', 'sert', 'numero', 'minutes_semaine',
];

/** An element with these properties, and children that are elements or texts. */
function element(tag, properties = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made && name !== 'role' && name !== 'list') made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A sentence with its names in braces filled in, whatever the values hold. */
function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
}

/** Letters and digits alone, without accents, in lower case. */
function folded(text) {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/[^\p{L}\p{N}]+/gu, ' ').replace(/\bsaint(e?)\b/g, 'st$1').trim();
}

/** What is said of rows, in the language of the page. */
class Speech {
  constructor(atlas) {
    this.atlas = atlas;
    this.words = atlas.words;
    this.main = atlas.layers[atlas.main];
  }

  /** A number with so many decimals at most; what would read as 0 and is not has two digits. */
  number(value, decimals = 0) {
    const isLost = value !== 0 && Math.abs(value) < 0.5 / 10 ** decimals;
    const digits = isLost ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: decimals };
    return new Intl.NumberFormat(this.atlas.lang, digits).format(value);
  }

  /** A number of people gained or lost, with its sign. */
  change(people) {
    return new Intl.NumberFormat(this.atlas.lang, { signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(people);
  }

  /** A length rounded up, as the column is: what reads 5.0 is within 5 km. */
  kilometres(km) {
    return this.number(Math.ceil(Math.round(km * 1000) / 100) / 10, 1);
  }

  /** A duration rounded up: what reads 20 is within 20 minutes. */
  minutes(minutes) {
    return this.number(Math.ceil(Math.round(minutes * 100) / 100));
  }

  /** `one` or `many` of a sentence, by its count. */
  counted(sentence, count) {
    const isOne = this.atlas.lang === 'fr' ? count < 2 : count === 1;
    return filled(this.words[`${sentence}_${isOne ? 'one' : 'many'}`], { count: this.number(count) });
  }

  /** The value of a column, or null where the layer has none. */
  value({ layer, row }, column) {
    return layer.columns.get(column)?.at(row) ?? null;
  }

  name(found) {
    return this.value(found, 'nom') ?? this.value(found, 'tournee') ?? this.value(found, 'code') ?? '–';
  }

  code(found) {
    return found.layer.shapes ? (this.value(found, 'code_insee') ?? this.value(found, 'code')) : null;
  }

  /** The class of a row in `drawing`: its label and colour. */
  classOf({ layer, row }, drawing) {
    const paint = layer.drawings.includes(drawing) && drawing.rows[row];
    if (!paint) return null;
    const [rank, colour] = drawing.paints[paint - 1];
    return { ...drawing.classes[rank], colour };
  }

  /** A number with its unit. */
  measure(column, value) {
    if (!column.isNumber) return value;
    if (column.unit === 'h' || (column.unit === 'min' && value >= 60)) return this.hours(value);
    const decimals = column.unit === '' && column.decimals > 1 ? 2 : Math.min(column.decimals, 1);
    const isDistance = column.unit === 'km' && column.name.startsWith('distance') && !column.name.includes('evolution');
    const shown = isDistance ? this.kilometres(value) : this.number(value, decimals);
    const space = column.unit === '%' && this.atlas.lang === 'en' ? '' : '\u00a0';
    return column.unit ? `${shown}${space}${column.unit}` : shown;
  }

  length(metres) {
    return metres < 1000 ? `${this.number(metres)}\u00a0m` : `${this.number(metres / 1000)}\u00a0km`;
  }

  /** Minutes as hours and minutes. */
  hours(minutes) {
    const whole = Math.round(minutes);
    const [hours, rest] = [Math.floor(whole / 60), whole % 60];
    if (hours === 0) return `${whole === 0 ? this.number(minutes, 1) : whole}\u00a0min`;
    return rest ? `${this.number(hours)}\u00a0h\u00a0${String(rest).padStart(2, '0')}` : `${this.number(hours)}\u00a0h`;
  }

  /** How far the nearest place is, in a sentence; null where nothing says so. */
  distance(found) {
    const { words } = this;
    const minutes = this.value(found, 'duree_min');
    if (minutes !== null) {
      const place = this.value(found, 'duree_lieu_nom');
      return filled(place === null ? words.soonest_unnamed : words.soonest, { minutes: this.minutes(minutes), place });
    }
    const km = this.value(found, 'distance_km');
    if (km === null) return null;
    const place = this.value(found, 'lieu_nom');
    if (place === null) return filled(words.nearest_unnamed, { distance: this.kilometres(km) });
    const isAbout = this.value(found, 'lieu_precision') === 'commune';
    if (km < 0.05 && !isAbout) return filled(words.on_the_spot, { place });
    return filled(isAbout ? words.nearest_about : words.nearest, { distance: this.kilometres(km), place });
  }

  shortDistance(found) {
    const [minutes, km] = [this.value(found, 'duree_min'), this.value(found, 'distance_km')];
    if (minutes !== null) return filled(this.words.short_duration, { minutes: this.minutes(minutes) });
    if (km !== null && km < 0.05) return this.words.short_on_the_spot;
    return km === null ? null : filled(this.words.short_distance, { distance: this.kilometres(km) });
  }

  /** What puts a row in doubt, in sentences. */
  doubts(found) {
    const { words } = this;
    const verdict = this.value(found, 'verdict');
    return [
      this.value(found, 'bord_incertain') === 1 && words.border_uncertain,
      verdict === 'probable' && words.far_and_needy_probably,
      verdict === 'indecis' && words.far_and_needy_unsure,
    ].filter(Boolean);
  }

  /** The figures of a row: titles and values. */
  figures(found) {
    const { layer, row } = found;
    const isOther = layer !== this.main && !['territoires', 'lacunes'].includes(layer.name);
    const isFigure = ({ name, isNumber }) =>
      isNumber && !SAID_OTHERWISE.includes(name) && !/_(bas|haut)$/.test(name) && (!isOther || !/^(code|id)/.test(name));
    return [...layer.columns.values()].filter(isFigure).flatMap((column) => {
      const value = column.at(row);
      if (value === null) return [];
      const [low, high] = ['bas', 'haut'].map((end) => this.value(found, `${column.name}_${end}`));
      const shown = this.measure(column, value);
      const isBetween = low !== null && high !== null;
      const between = () => filled(this.words.between, { value: shown, low: this.number(low), high: this.number(high) });
      return [[withoutUnit(column), isBetween ? between() : shown]];
    });
  }

  /** When a place is open. */
  openings(found) {
    const hours = this.value(found, 'horaires_texte');
    const minutes = this.value(found, 'minutes_semaine');
    return [
      hours === null ? minutes === null && this.words.hours_unknown : filled(this.words.hours, { hours: unbroken(hours) }),
      minutes !== null && filled(this.words.minutes_a_week, { minutes: this.hours(minutes) }),
      this.value(found, 'sert') === 0 && this.words.place_idle,
    ].filter(Boolean);
  }

  kind(found) {
    const kind = this.value(found, 'type');
    return kind === null ? null : (this.words[`type_${kind}`] ?? kind);
  }
}

/** Hours that no line breaks in: « 12 h 30 ». */
function unbroken(hours) {
  return hours.replace(/(\d) h( (?=\d))?/g, (_, digit, rest) => `${digit}\u00a0h${rest ? '\u00a0' : ''}`);
}

/** The title of a column without the unit that stands behind the number. */
function withoutUnit({ title, unit }) {
  return unit ? title.replace(/\s*\((km|min|%|jours|days)\)$/, '') : title;
}
