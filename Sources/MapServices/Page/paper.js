// SPDX-License-Identifier: Apache-2.0
// Paper: the map keeps its size in pixels and is scaled, so that no tile has to come for it and none can lack. What would be
// white says so.
function rememberPaper() {
  const { x, y } = map.getSize(), style = document.documentElement.style, mm = 96 / 25.4;
  if (matchMedia('print').matches || !x || !y) return;
  const fit = (width, height) => Math.min(width * mm / x, height * mm / y);
  const upright = fit(188, 150), lying = fit(172, 138);
  style.setProperty('--map-x', x + 'px');
  style.setProperty('--map-y', y + 'px');
  style.setProperty('--upright', upright);
  style.setProperty('--lying', lying);
}

// Tiles that are still on their way are awaited, but not for ever.
function print() {
  rememberPaper();
  const ready = new Promise(done => raster.once('load', done)), late = new Promise(done => setTimeout(done, 4000));
  Promise.race([raster.isLoading() ? ready : null, late]).then(() => window.print());
}
