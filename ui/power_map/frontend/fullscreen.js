// The map is as high as the window lets it. Full screen: the whole page, so that card and controls stay beside the map; only what is round them goes.
const STYLE = "powermap-full", LEAST = 480;
const NARROW = 640, BELOW = 96; // pixels: in so narrow a window the card lies under the map, and its beginning shows
const QUIET = `[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stSidebarCollapsedControl"] { display: none !important; }
  .stMainBlockContainer { padding: .6rem 1rem .2rem !important; max-width: none !important; }
  @media (max-width: 640px) { .st-key-map_head { display: none !important; } .stMainBlockContainer { padding: 0 !important; }
    .stMainBlockContainer > [data-testid="stVerticalBlock"] { gap: 0; } }`;

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
    const narrow = window.innerWidth <= NARROW, below = !narrow ? 16 : on ? 2 : BELOW, least = narrow && on ? 0 : LEAST;
    const height = Math.max(least, window.innerHeight - map.root.getBoundingClientRect().top - scrolled - below);
    map.root.style.height = map.stage.style.height = `${height}px`;
  }

  close() {
    document.removeEventListener("fullscreenchange", this.changed);
    window.removeEventListener("resize", this.changed);
  }
}
