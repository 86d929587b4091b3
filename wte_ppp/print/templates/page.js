"use strict";
(() => {
  const data = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

  const settings = data("settings");
  const filled = (name, values) =>
    settings.words[name].replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);

  // Significant digits and groups of three as in the printed report.
  const shown = (value, digits = 3) => {
    if (value === null || !Number.isFinite(value)) return "—";
    if (value === 0) return "0";
    const near = Number(value.toPrecision(digits)); // 9.996 has become 10.0
    const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(near))));
    if (places > 9) return value.toExponential(digits - 1);
    return value
      .toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places })
      .replace(/[.,]/g, (sign) => (sign === "." ? settings.decimal : settings.group));
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (head.tagName !== "TH") return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of table.tHead.querySelectorAll("th")) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const key = (row) => {
          const cell = row.cells[column];
          return cell.dataset.number === undefined ? cell.textContent : Number(cell.dataset.number);
        };
        const order = (first, second) => {
          const [a, b] = [key(first), key(second)];
          // Numbers before words, so that what is not defined stands at one end.
          if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
          return typeof a === "number" ? a - b : a.localeCompare(b);
        };
        const rows = [...body.rows].sort((first, second) => (up ? order(first, second) : order(second, first)));
        body.append(...rows);
      });
    });
  };

  const searchable = (field) => {
    const part = field.closest("p").nextElementSibling;
    const rows = [...part.querySelectorAll("tbody tr")];
    const said = field.closest("p").querySelector("[role=status]");
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/);
      let count = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) count += 1;
      }
      said.textContent = filled("rows", { shown: count, all: rows.length });
    });
  };

  const whatIf = () => {
    const form = document.getElementById("levers");
    const sliders = settings.levers.map((_, at) => document.getElementById(`lever-${at}`));
    const rows = [...document.getElementById("outcomes").tBodies[0].rows];
    const values = settings.outcomes.map((outcome) => {
      const bytes = Uint8Array.from(atob(outcome.values), (letter) => letter.charCodeAt(0));
      const view = new DataView(bytes.buffer);
      return (place) => view.getFloat32(4 * place, true);
    });
    const show = () => {
      let place = 0;
      let base = true;
      settings.levers.forEach((lever, at) => {
        const level = Number(sliders[at].value);
        place = place * lever.levels.length + level;
        base &&= level === lever.base;
        const value = shown(lever.levels[level], 4);
        const text = level === lever.base ? filled("base", { value }) : value;
        document.getElementById(`level-${at}`).textContent = text;
        sliders[at].setAttribute("aria-valuetext", `${text} ${lever.unit}`);
      });
      settings.outcomes.forEach((outcome, at) => {
        const value = base ? outcome.base : values[at](place);
        const cells = rows[at].cells;
        const told = (figure) =>
          outcome.unknown && !Number.isFinite(figure) ? settings.words.unknown : shown(figure);
        cells[1].textContent = told(outcome.base);
        cells[2].textContent = told(value);
        const moved = outcome.base === null ? NaN : value - outcome.base;
        // Values are kept in seven digits: what is less than that is no change.
        const change = Math.abs(moved) <= 1e-6 * Math.abs(outcome.base) ? 0 : moved;
        cells[3].textContent = outcome.unknown
          ? ""
          : (change > 0 ? "+" : "") + shown(value === null ? NaN : change);
      });
      // What does not follow the sliders says so as soon as one is moved.
      document.body.classList.toggle("moved", !base);
      const told = settings.outcomes.slice(0, 2).map(({ name, unit }, at) =>
        filled("now", { name, value: rows[at].cells[2].textContent, unit }));
      if (!base) told.push(settings.words.moved);
      document.getElementById("said").textContent = told.join(" · ");
    };
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(show));
    show();
  };

  for (const table of document.querySelectorAll("table.sortable")) sortable(table);
  for (const field of document.querySelectorAll(".filter")) searchable(field);
  if (settings.levers) whatIf();
})();
