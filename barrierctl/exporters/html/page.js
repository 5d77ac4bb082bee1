"use strict";
(() => {
  const form = document.querySelector("form[role=search]");
  const search = form.querySelector("input[type=search]");
  const selects = [...form.querySelectorAll("select")];
  const shownCount = form.querySelector("output");
  const chapters = [...document.querySelectorAll(".chapter")];
  const tabs = new Map([...document.querySelectorAll("nav a")].map((tab) => [tab.hash.slice(1), tab]));
  const dialog = document.querySelector("dialog");

  // As a reader means it: neither accents nor capitals count.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
  const isSearched = (text) => !text.closest(".notes");
  const textOf = (node) => folded([...node.querySelectorAll("bdi")].filter(isSearched).map((text) => text.textContent).join(" "));

  const parts = [...document.querySelectorAll("[data-find]")].map((node) => ({
    node,
    // An entry of a grid is found with its card.
    points: node.querySelector(":scope > details.points"),
    card: node.matches("li") ? (node.querySelector("a.card")?.hash.slice(1) ?? "") : "",
    text: textOf(node),
    facets: Object.fromEntries(selects.map(({ dataset: { facet } }) => [facet, (node.dataset[facet] ?? "").split(" ")])),
    found: true,
  }));
  const byCard = new Map(parts.filter((part) => part.node.id).map((part) => [part.node.id, part]));
  for (const part of parts) part.card = byCard.get(part.card);
  const partsIn = new Map([...chapters, ...document.querySelectorAll("[data-hide]")].map((node) => [node, []]));
  for (const part of parts) {
    for (let node = part.node.parentElement; node; node = node.parentElement) partsIn.get(node)?.push(part);
  }
  const items = parts.filter((part) => "item" in part.node.dataset && part.node.matches("article"));
  const counted = items.length ? items : parts.filter((part) => "item" in part.node.dataset);

  const hits = (list) => list.reduce((sum, { found, node }) => sum + (found && !("again" in node.dataset)), 0);

  // What another chapter shows is hidden and shown when it is opened.
  const show = () => {
    const active = document.body.classList.contains("filtered");
    const chapter = chapters.find((each) => !each.hidden);
    for (const { node, found } of partsIn.get(chapter) ?? []) {
      if (node.hidden === found) node.hidden = !found;
    }
    for (const [node, list] of partsIn) {
      if (node !== chapter && node.closest(".chapter") === chapter) node.hidden = active && !list.some((part) => part.found);
    }
    if (chapter) chapter.querySelector(".nothing").hidden = !active || partsIn.get(chapter).some((part) => part.found);
  };

  const filter = () => {
    const words = folded(search.value).split(/\s+/u).filter(Boolean);
    const chosen = selects.filter((select) => select.value).map((select) => [select.dataset.facet, select.value]);
    for (const part of parts) {
      const { text } = part.card ?? part;
      part.found =
        chosen.every(([facet, number]) => part.facets[facet].includes(number)) && words.every((word) => text.includes(word));
    }
    for (const { points, found } of parts) {
      if (points) points.open = found && words.length > 0;
    }
    const active = words.length + chosen.length > 0;
    document.body.classList.toggle("filtered", active);
    for (const chapter of chapters) {
      const badge = tabs.get(chapter.id)?.querySelector(".hits");
      if (badge) badge.textContent = active ? ` ${hits(partsIn.get(chapter))}` : "";
    }
    shownCount.textContent = shownCount.dataset.words.replace("{shown}", hits(counted)).replace("{total}", counted.length);
    show();
  };

  // One chapter at a time: that of the address, or else the first.
  const open = () => {
    dialog.close();
    const target = document.getElementById(location.hash.slice(1));
    const wanted = target?.closest(".chapter");
    if (!wanted && target && chapters.some((chapter) => chapter.hidden)) return;
    const shown = wanted ?? chapters[0];
    for (const chapter of chapters) chapter.hidden = chapter !== shown;
    for (const [name, tab] of tabs) {
      if (name === shown?.id) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    show();
    if (target?.matches("details")) target.open = true;
    if (target && target !== shown) target.scrollIntoView();
    else if (target) scrollTo(0, 0);
  };

  const openCard = (event) => {
    const link = event.target.closest("a.card");
    const card = link && document.getElementById(link.hash.slice(1));
    if (!card || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const shown = card.cloneNode(true);
    shown.removeAttribute("id");
    shown.hidden = false;
    dialog.lastElementChild.replaceChildren(shown);
    dialog.setAttribute("aria-label", shown.querySelector("h3, h4, h5").textContent.trim());
    if (!dialog.open) dialog.showModal();
    dialog.scrollTo(0, 0);
  };

  // On paper, nothing is folded away, and the matrix is the first sheet, in letters as large as possible.
  let foldedAway = [];
  const matrix = document.querySelector(".view.matrix");
  const agenda = matrix?.previousElementSibling;
  const isBehind = agenda?.matches(".view");
  const fitLetters = () => {
    const table = matrix.querySelector("table");
    const width = 1490; // pixels on A3, within the margins
    const height = 930; // below the title
    matrix.classList.add("fitting");
    let size = 14;
    do {
      size -= 0.5;
      table.style.cssText = `width: ${width}px; font-size: ${size}pt`;
    } while (size > 7 && table.offsetHeight > height);
    table.style.cssText = "";
    matrix.classList.remove("fitting");
    matrix.style.setProperty("--letters", `${size}pt`);
  };
  addEventListener("beforeprint", () => {
    foldedAway = [...document.querySelectorAll("details:not([open])")];
    for (const details of foldedAway) details.open = true;
    if (matrix?.querySelector("table") && !matrix.closest("[hidden]")) fitLetters();
    if (isBehind) matrix.parentElement.prepend(matrix);
  });
  addEventListener("afterprint", () => {
    for (const details of foldedAway) details.open = false;
    if (isBehind) agenda.after(matrix);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = chapters.filter((chapter) => hits(partsIn.get(chapter)));
    if (found.length && found.every((chapter) => chapter.hidden)) location.hash = found[0].id;
  });
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  // The headings of tables stay visible below the bar.
  const bar = document.querySelector(".bar");
  const measure = () => document.documentElement.style.setProperty("--bar", getComputedStyle(bar).position === "sticky" ? `${bar.offsetHeight}px` : "0px");
  addEventListener("resize", measure);
  document.addEventListener("click", openCard);
  addEventListener("hashchange", open);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.classList.toggle("tabbed", tabs.size > 0);
  form.hidden = false;
  open();
  filter();
  measure();
})();
