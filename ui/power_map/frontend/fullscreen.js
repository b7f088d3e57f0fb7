// The map is as high as the window lets it. Full screen: the whole page, so that card and controls stay beside the map; only what is round them goes.
const STYLE = "powermap-full", LEAST = 480;
const QUIET = `[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stSidebarCollapsedControl"] { display: none !important; }
  .stMainBlockContainer { padding: .6rem 1rem .2rem !important; max-width: none !important; }`;

export class FullScreen {
  constructor(map) {
    this.map = map;
    this.changed = () => this.follow();
    document.addEventListener("fullscreenchange", this.changed);
    window.addEventListener("resize", this.changed);
  }

  toggle() {
    if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen();
  }

  follow() {
    const { map } = this, on = Boolean(document.fullscreenElement);
    document.getElementById(STYLE)?.remove();
    if (on) document.head.append(Object.assign(document.createElement("style"), { id: STYLE, textContent: QUIET }));
    map.full = on;
    map.root.dataset.full = String(on);
    const scrolled = document.querySelector('[data-testid="stMain"]')?.scrollTop ?? 0;
    const height = Math.max(LEAST, window.innerHeight - map.root.getBoundingClientRect().top - scrolled - 16);
    map.root.style.height = map.stage.style.height = `${height}px`;
  }

  close() {
    document.removeEventListener("fullscreenchange", this.changed);
    window.removeEventListener("resize", this.changed);
  }
}
