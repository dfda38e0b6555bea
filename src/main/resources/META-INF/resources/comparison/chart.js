// Draws the monthly rates that the table below the chart lists. Everything comes from the page
// itself (data-chart); colours come from the theme, so chart and table agree. Text and tooltip are
// drawn as SVG: the content policy refuses inline styles.
document.addEventListener("DOMContentLoaded", () => {
  const theme = getComputedStyle(document.documentElement);
  const colour = (name, otherwise) => theme.getPropertyValue(name).trim() || otherwise;
  const ink = colour("--ink", "#1d2529");
  const soft = colour("--soft", "#495459");
  const rule = colour("--rule", "#d9d5c9");
  // The marks of the arms in the order in which the study file gives them out.
  const marks = ["circle", "rect", "triangle", "diamond"];
  const dashes = ["solid", [8, 4], [2, 3], [10, 3, 2, 3], [16, 4], [5, 2], [2, 6], [12, 3, 2, 3, 2, 3]];
  const text = (more) => ({ color: ink, fontFamily: "sans-serif", fontSize: 13, fontWeight: "normal", fontStyle: "normal", ...more });

  document.querySelectorAll("[data-chart]").forEach((place) => {
    const { title, rateUnit, trajectory, words } = JSON.parse(place.dataset.chart);
    const months = trajectory.lines[0].points.map((p) => p.studyMonth);
    if (!window.echarts || months.length === 0) return;
    place.hidden = false;
    const step = 3;
    // A round number that leaves room for the names of the phases above the lines.
    const most = 1.15 * Math.max(...trajectory.lines.flatMap((l) => l.points.map((p) => p.rate ?? 0)));
    const unit = 10 ** Math.floor(Math.log10(most || 1)) / 2;
    const top = unit * Math.ceil((most || 1) / unit);
    const chart = echarts.init(place, null, { renderer: "svg" });
    const perPhase = months.length === trajectory.phases.length;
    const label = (month) => {
      const phase = trajectory.phases.find((b) => b.fromMonth <= month && month <= b.toMonth);
      return perPhase && phase ? phase.label : String(month);
    };
    const series = trajectory.lines.map((line, i) => ({
      name: line.label,
      type: "line",
      data: line.points.map((p) => (perPhase ? p.rate : [p.studyMonth, p.rate])),
      symbol: marks[line.order % 4],
      symbolSize: 8,
      showAllSymbol: true,
      connectNulls: false,
      itemStyle: line.order % 8 < 4
        ? { color: colour(`--arm-${(line.order % 8) + 1}`, ink) }
        : { color: "#fff", borderColor: colour(`--arm-${(line.order % 8) + 1}`, ink), borderWidth: 2 },
      lineStyle: { color: colour(`--arm-${(line.order % 8) + 1}`, ink), type: dashes[line.order % 8], width: 2 },
      emphasis: { disabled: true },
      markArea: i > 0 || perPhase ? undefined : {
        silent: true,
        data: trajectory.phases
          .filter((b) => months.some((m) => b.fromMonth <= m && m <= b.toMonth))
          .map((b, band) => [
            {
              name: b.label,
              xAxis: b.fromMonth - 0.5,
              itemStyle: { color: band % 2 ? "rgba(0,0,0,0)" : "rgba(120,110,80,0.12)" },
              label: { show: true, position: "insideTop", ...text({ color: soft }) },
            },
            { xAxis: b.toMonth + 0.5 },
          ]),
      },
    }));
    const options = (narrow) => ({
      animation: false,
      textStyle: text({}),
      grid: { left: 56, right: 16, top: trajectory.lines.length === 1 ? 36 : narrow ? 20 + 24 * trajectory.lines.length : 66, bottom: 48 },
      legend: {
        show: trajectory.lines.length > 1,
        top: 0,
        left: 0,
        orient: narrow ? "vertical" : "horizontal",
        itemWidth: 44,
        itemGap: narrow ? 4 : 14,
        textStyle: text({}),
        selectedMode: false,
      },
      tooltip: {
        trigger: "axis",
        renderMode: "richText",
        confine: true,
        backgroundColor: "#ffffff",
        borderColor: soft,
        textStyle: text({}),
        formatter: (points) => {
          const at = points[0].dataIndex;
          const head = perPhase ? label(months[at]) : `Study month ${months[at]}`;
          return [head].concat(trajectory.lines.map((line, i) => `${line.label}: ${words[i][at]}`)).join("\n");
        },
        axisPointer: { type: "line", lineStyle: { color: soft } },
      },
      xAxis: {
        type: perPhase ? "category" : "value",
        data: perPhase ? months.map(label) : undefined,
        min: perPhase ? undefined : step * Math.floor((months[0] - 0.5) / step),
        max: perPhase ? undefined : months[months.length - 1] + 1,
        interval: perPhase ? undefined : narrow ? 2 * step : step,
        splitLine: { show: false },
        name: perPhase ? "" : "Study month",
        nameLocation: "middle",
        nameGap: 30,
        nameTextStyle: text({}),
        axisLabel: text({ hideOverlap: true, showMinLabel: perPhase, showMaxLabel: perPhase }),
        axisLine: { lineStyle: { color: ink } },
      },
      yAxis: {
        type: "value",
        min: 0,
        max: top,
        axisLine: { show: false, onZero: false },
        axisTick: { show: false },
        name: narrow ? "" : `${title}, ${rateUnit}`,
        nameLocation: "end",
        nameTextStyle: text({ align: "left", padding: [0, 0, 0, -44] }),
        axisLabel: text({}),
        splitLine: { lineStyle: { color: rule } },
      },
      series: series.map((line) => ({ ...line, symbolSize: narrow ? 5 : 8 })),
    });
    const fit = () => {
      chart.resize();
      chart.setOption(options(place.clientWidth < 560), true);
    };
    fit();
    window.addEventListener("resize", fit);
    window.addEventListener("beforeprint", fit);
    window.addEventListener("afterprint", fit);
    // The picture stands, so the long table may fold; without scripts it is open.
    const numbers = document.getElementById(place.dataset.numbers);
    if (numbers) numbers.open = false;
    window.addEventListener("beforeprint", () => { if (numbers) numbers.open = true; });
  });
});
