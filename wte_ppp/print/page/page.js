"use strict";
(() => {
  const data = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

  // Significant digits and groups of three as in the printed report.
  const shown = (value, digits = 3) => {
    if (value === null || !Number.isFinite(value)) return "—";
    if (value === 0) return "0";
    const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
    return value
      .toLocaleString("en", { minimumFractionDigits: Math.min(places, 9), maximumFractionDigits: Math.min(places, 9) })
      .replaceAll(",", "\u00a0");
  };

  const formatLocale = { decimal: ".", thousands: "\u00a0", grouping: [3], currency: ["", ""] };
  const draw = () => {
    for (const [name, spec] of Object.entries(data("specs"))) {
      const place = document.getElementById(`chart-${name}`);
      const actions = { export: true, source: false, compiled: false, editor: false };
      const options = { renderer: "svg", actions, downloadFileName: name, formatLocale };
      vegaEmbed(place, spec, options)
        .then(() => place.querySelector("summary").setAttribute("aria-label", `Save the chart: ${spec.description}`))
        .catch((error) => {
          place.textContent = `This chart could not be drawn: ${error.message}`;
        });
    }
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const key = (row) => {
          const cell = row.cells[column];
          return cell.dataset.number === undefined ? cell.textContent : Number(cell.dataset.number);
        };
        const order = (one, two) => {
          const [a, b] = [key(one), key(two)];
          // Numbers before words, so that what is not defined stands at one end.
          if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
          return typeof a === "number" ? a - b : a.localeCompare(b);
        };
        const rows = [...body.rows].sort((one, two) => (up ? order(one, two) : order(two, one)));
        body.append(...rows);
      });
    });
  };

  const searchable = (field) => {
    const part = field.closest("details");
    const rows = [...part.querySelectorAll("tbody tr")];
    const said = part.querySelector("[role=status]");
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/);
      let count = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) count += 1;
      }
      said.textContent = `${count} of ${rows.length} rows`;
    });
  };

  const whatIf = (settings) => {
    const form = document.getElementById("levers");
    const sliders = settings.levers.map((_, at) => document.getElementById(`lever-${at}`));
    const rows = [...document.getElementById("outcomes").tBodies[0].rows];
    const values = settings.outcomes.map((one) => {
      const bytes = Uint8Array.from(atob(one.values), (letter) => letter.charCodeAt(0));
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
        const text = `${shown(lever.levels[level], 4)}${level === lever.base ? " (base)" : ""}`;
        document.getElementById(`level-${at}`).textContent = text;
        sliders[at].setAttribute("aria-valuetext", `${text} ${lever.unit}`);
      });
      settings.outcomes.forEach((one, at) => {
        const value = base ? one.base : values[at](place);
        const cells = rows[at].cells;
        cells[1].textContent = shown(one.base);
        cells[2].textContent = shown(value);
        const moved = one.base === null ? NaN : value - one.base;
        // Values are kept in seven digits: what is less than that is no change.
        const change = Math.abs(moved) <= 1e-6 * Math.abs(one.base) ? 0 : moved;
        cells[3].textContent = (change > 0 ? "+" : "") + shown(value === null ? NaN : change);
      });
      const fee = settings.outcomes[0];
      document.getElementById("said").textContent =
        `${fee.name}: ${rows[0].cells[2].textContent} ${fee.unit}. Equity IRR: ${rows[1].cells[2].textContent} %.`;
    };
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(show));
    show();
  };

  for (const table of document.querySelectorAll("table.sortable")) sortable(table);
  for (const field of document.querySelectorAll(".filter")) searchable(field);
  const settings = data("settings");
  if (settings) whatIf(settings);
  draw();
})();
