/** Colours of the theme as the canvas takes them. */
export class Colors {
  private readonly known = new Map<string, string>();
  private readonly probe: HTMLElement;

  /** @param host in whose place the theme is read. */
  constructor(private readonly host: HTMLElement) {
    this.probe = document.createElement("i");
    this.probe.hidden = true;
  }

  get(color: string): string {
    let read = this.known.get(color);
    if (read === undefined) this.known.set(color, (read = this.read(color)));
    return read;
  }

  /** The same colour, see-through. */
  faint(color: string, percent: number): string {
    return this.get(`color-mix(in srgb, ${color} ${percent}%, transparent)`);
  }

  get font(): string {
    return getComputedStyle(this.host).fontFamily || "sans-serif";
  }

  /** Read all anew; tells whether any changed. */
  refresh(): boolean {
    const before = [...this.known];
    this.known.clear();
    return before.map(([color, read]) => this.get(color) !== read).includes(true);
  }

  private read(color: string): string {
    // Whoever draws the host anew takes away what does not belong to it.
    if (!this.probe.isConnected) (this.host.shadowRoot ?? this.host).append(this.probe);
    this.probe.style.color = "";
    this.probe.style.color = color;
    return getComputedStyle(this.probe).color || color;
  }
}

/** Calls back when the theme may have changed, until it is left. */
export function onTheme(listener: () => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Home Assistant writes a theme as the style of the page's root.
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  dark.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", listener);
  };
}
