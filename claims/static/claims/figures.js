// Charts in the page's own colours, also after a change between light and dark: django-unfold colours them once.
"use strict";

(() => {
  const root = document.documentElement;
  const resolve = (colour) => {
    const name = /^var\((--[\w-]+)\)$/.exec(colour ?? "")?.[1];
    return name ? getComputedStyle(root).getPropertyValue(name).trim() : colour;
  };

  const paint = () => {
    for (const canvas of document.querySelectorAll("canvas.chart")) {
      const chart = Chart.getChart(canvas);
      if (!chart) continue;
      JSON.parse(canvas.dataset.value).datasets.forEach((set, index) => {
        for (const property of ["borderColor", "backgroundColor"]) {
          if (set[property]) chart.data.datasets[index][property] = resolve(set[property]);
        }
      });
      for (const scale of Object.values(chart.options.scales)) {
        scale.ticks.color = resolve("var(--fc-quiet)");
        scale.title.color = resolve("var(--fc-quiet)");
      }
      chart.update("none");
    }
  };

  window.addEventListener("load", () => {
    paint();
    new MutationObserver(paint).observe(root, { attributeFilter: ["class"] });
  });
})();
