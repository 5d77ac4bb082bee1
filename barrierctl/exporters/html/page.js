"use strict";
(() => {
  const form = document.querySelector("form");
  const search = form.querySelector("input[type=search]");
  const withGaps = form.querySelector("input[type=checkbox]");
  const selects = [...form.querySelectorAll("select")];
  const shownCount = form.querySelector("output");

  // As a reader means it: neither accents nor capitals count.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
  const textOf = (nodes) => folded(nodes.map((node) => node.textContent).join(" "));

  const tables = [...document.querySelectorAll("[data-table]")].map((node) => {
    const parts = [...node.querySelectorAll("[data-find]")].map((part) => {
      const texts = [...part.querySelectorAll("bdi")];
      const isGap = (text) => text.closest(".gap");
      return {
        node: part,
        counts: "item" in part.dataset,
        isGap: part.matches(".gap"),
        text: textOf(texts.filter((text) => !isGap(text))),
        gaps: textOf(texts.filter(isGap)),
        facets: Object.fromEntries(selects.map(({ dataset: { facet } }) => [facet, (part.dataset[facet] ?? "").split(" ").filter(Boolean)])),
      };
    });
    // A table that knows nothing of a facet is not filtered by it.
    const known = new Set(selects.map((select) => select.dataset.facet).filter((facet) => parts.some((part) => part.facets[facet].length)));
    return { node, parts, known, rows: [...node.querySelectorAll("tbody tr:not([data-find])")], nothing: node.querySelector(".nothing") };
  });
  const counted = tables.filter((table) => "home" in table.node.dataset);

  const fits = (part, words, wanted, gapsShown) =>
    wanted.every(([facet, number]) => part.facets[facet].includes(number)) &&
    words.every((word) => part.text.includes(word) || (gapsShown && part.gaps.includes(word)));

  const filterTable = (table, words, chosen, gapsShown) => {
    const wanted = chosen.filter(([facet]) => table.known.has(facet));
    for (const part of table.parts) {
      const hidden = !fits(part, words, wanted, gapsShown);
      if (part.node.hidden !== hidden) part.node.hidden = hidden;
    }
    const active = words.length + wanted.length > 0;
    const seen = table.parts.filter((part) => !part.node.hidden && (gapsShown || !part.isGap));
    const rows = new Set(seen.flatMap(({ node }) => [node.closest("tr"), node.closest("tbody.group")?.rows[0]]));
    for (const row of table.rows) row.hidden = active && !rows.has(row);
    if (table.nothing) table.nothing.hidden = !active || seen.length > 0;
  };

  const tell = (active) => {
    const items = (counted.length ? counted : tables).flatMap((table) => table.parts).filter((part) => part.counts);
    const shown = items.filter((part) => !part.node.hidden).length;
    shownCount.textContent = shownCount.dataset.words.replace("{shown}", shown).replace("{total}", items.length);
    shownCount.classList.toggle("active", active);
  };

  const filter = () => {
    const words = folded(search.value).split(/\s+/u).filter(Boolean);
    const chosen = selects.filter((select) => select.value).map((select) => [select.dataset.facet, select.value]);
    const gapsShown = !withGaps || withGaps.checked;
    document.body.classList.toggle("without-gaps", !gapsShown);
    for (const table of tables) filterTable(table, words, chosen, gapsShown);
    tell(words.length + chosen.length > 0);
  };

  // What is folded away would be missing on paper.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.hidden = false;
  filter();
})();
