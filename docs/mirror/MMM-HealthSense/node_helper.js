/* Asks HealthSense for its feed, with the token of the environment variable HEALTHSENSE_TOKEN. */
/* global require, module, process, fetch, URL, AbortSignal, setInterval */
const NodeHelper = require("node_helper");

module.exports = NodeHelper.create({
  start() {
    this.asking = new Map();
  },

  socketNotificationReceived(name, config) {
    if (name !== "HEALTHSENSE_ASK") return;
    const known = this.asking.get(config.id);
    // The page was loaded again: what is known already is told at once.
    if (known?.said) this.sendSocketNotification("HEALTHSENSE_SAID", known.said);
    if (known) return;
    const feed = { config, tag: "", said: null };
    this.asking.set(config.id, feed);
    this.ask(feed);
    setInterval(() => this.ask(feed), Math.max(10, config.everySeconds) * 1000);
  },

  async ask(feed) {
    const url = new URL("/api/healthsense/feed", feed.config.url);
    for (const key of ["person", "language"]) if (feed.config[key]) url.searchParams.set(key, feed.config[key]);
    const headers = { Authorization: `Bearer ${process.env.HEALTHSENSE_TOKEN ?? ""}` };
    if (feed.tag) headers["If-None-Match"] = feed.tag;
    let said;
    try {
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
      if (response.status === 304 && !feed.said?.trouble) return;
      if (!response.ok) throw new Error(`HealthSense: ${response.status}`);
      feed.tag = response.headers.get("ETag") ?? "";
      said = { ...(await response.json()), trouble: "" };
    } catch (error) {
      // What was known is not shown any more: an old value would look like one of now.
      feed.tag = "";
      said = { people: [], trouble: error.message };
    }
    feed.said = { ...said, id: feed.config.id };
    this.sendSocketNotification("HEALTHSENSE_SAID", feed.said);
  },
});
