// Runs in the page before everything else: finds our elements through all shadow roots and measures them.

(() => {
  const OURS = /^HEALTHSENSE-/;
  const CARD = /^HEALTHSENSE-.*-CARD$/;
  const SMALLEST_TEXT_PX = 12;
  const ROUNDING_PX = 1;

  const FRAME_MS = 2_000;

  // As the browser has them: the tests' clock replaces them, and what it offers is no picture.
  const nextFrame = globalThis.requestAnimationFrame.bind(globalThis);
  const later = globalThis.setTimeout.bind(globalThis);

  const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;

  function* elements(root) {
    const children = root.shadowRoot ? [...root.shadowRoot.children, ...root.children] : root.children;
    for (const child of children) {
      yield child;
      yield* elements(child);
    }
  }

  const all = (pattern, root = document.documentElement) =>
    [...elements(root)].filter((one) => pattern.test(one.tagName));
  const cards = () => all(CARD).filter((one) => one.getClientRects().length > 0);

  // The cards of a page that is being left: however slow the machine, they are not those of the next one.
  let left = new Set();

  /** Waits until the browser has drawn what it was told: observers of sizes are told then, and cards draw anew. */
  const drawn = () =>
    Promise.race([
      new Promise((resolve) => nextFrame(() => nextFrame(() => later(resolve)))),
      new Promise((resolve) => later(resolve, FRAME_MS)),
    ]);

  const ends = ({ playState, effect }) =>
    playState === "running" && Number.isFinite(effect?.getComputedTiming().endTime);
  /** Whether a change of looks is under way that ends by itself: half of a colour is no colour. */
  const moves = (root) => root.getAnimations().some(ends);

  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  // What only a screen reader reads is a pixel wide on purpose.
  const spoken = (element) => {
    for (let one = element; one && !CARD.test(one.tagName); one = parent(one))
      if (one.classList?.contains("spoken") || getComputedStyle(one).clipPath === "inset(50%)") return true;
    return false;
  };

  const scrolls = (style) => /auto|scroll/.test(style.overflowX);

  const inScroller = (element, card) => {
    for (let one = parent(element); one && one !== card; one = parent(one))
      if (scrolls(getComputedStyle(one))) return true;
    return false;
  };

  const ownText = (element) =>
    [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent.trim())
      .join(" ")
      .trim();

  const named = (element) => {
    const classes = typeof element.className === "string" ? element.className : "";
    const words = (element.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 40);
    return `<${element.tagName.toLowerCase()}${classes && ` class="${classes}"`}> "${words}"`;
  };

  function* faultsOf(card) {
    const frame = card.getBoundingClientRect();
    if (card.scrollWidth > card.clientWidth + ROUNDING_PX)
      yield `is ${card.scrollWidth} px of content in ${card.clientWidth} px`;
    for (const element of elements(card)) {
      if (!shown(element) || spoken(element)) continue;
      const style = getComputedStyle(element);
      const text = ownText(element);
      if (element instanceof HTMLElement && !["INPUT", "SELECT", "TEXTAREA", "HA-ICON"].includes(element.tagName)) {
        const hiding = /hidden|clip/;
        if (hiding.test(style.overflowX) && element.scrollWidth > element.clientWidth + ROUNDING_PX)
          yield `${named(element)} is clipped: ${element.scrollWidth} px of content in ${element.clientWidth} px`;
        if (text && hiding.test(style.overflowY) && element.scrollHeight > element.clientHeight + ROUNDING_PX)
          yield `${named(element)} is clipped: ${element.scrollHeight} px of content in ${element.clientHeight} px height`;
      }
      const box = element.getBoundingClientRect();
      const outside = Math.max(frame.left - box.left, box.right - frame.right);
      if (box.width > 0 && outside > ROUNDING_PX && !(element instanceof SVGElement) && !inScroller(element, card))
        yield `${named(element)} stands ${Math.round(outside)} px outside its card`;
      const size = parseFloat(style.fontSize);
      if (text && size < SMALLEST_TEXT_PX && element.tagName !== "STYLE")
        yield `${named(element)} has text of ${size} px`;
    }
  }

  globalThis.healthsenseTest = {
    all,
    cards,
    parent,
    /** What looks wrong: a list of sentences. */
    layout() {
      const faults = [];
      const wide = document.documentElement.scrollWidth - innerWidth;
      if (wide > ROUNDING_PX) faults.push(`the page is ${wide} px wider than the screen`);
      for (const error of all(/^HUI-ERROR-CARD$/)) faults.push(`an error card stands in place: ${named(error)}`);
      for (const card of cards())
        for (const fault of new Set(faultsOf(card))) faults.push(`${card.tagName.toLowerCase()}: ${fault}`);
      return faults;
    },
    /** What is on the page now is what is left when another path is gone to. */
    leave(path) {
      left = new Set(new URL(path, location).pathname === location.pathname ? [] : cards());
    },
    /** The signature of what is really on the screen. */
    async look(waiting) {
      await drawn();
      return globalThis.healthsenseTest.signature(waiting);
    },
    /** What the page shows of ours, as one text: it changes while something is still coming. */
    signature(waiting) {
      const ours = cards();
      let text = `${innerWidth} ${location.pathname} ${ours.length}`;
      let busy = document.querySelector("#ha-launch-screen") !== null || document.fonts.status === "loading";
      if (moves(document) || ours.some((card) => left.has(card))) busy = true;
      for (const card of ours) {
        text += `|${Math.round(card.getBoundingClientRect().height)}`;
        for (const element of elements(card)) {
          const own = ownText(element);
          if (own) text += ` ${own}`;
          if (element.shadowRoot && moves(element.shadowRoot)) busy = true;
          if (own === waiting || element.getAttribute("aria-busy") === "true") busy = true;
          if (element instanceof HTMLCanvasElement) text += ` ${element.width}x${element.height}`;
        }
        if (!card.shadowRoot || card.getBoundingClientRect().height === 0 || moves(card.shadowRoot)) busy = true;
      }
      return { busy, text, cards: ours.length, errors: all(/^HUI-ERROR-CARD$/).length };
    },
    ours: () => all(OURS),
  };
})();
