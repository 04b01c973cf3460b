/* MagicMirror: what the feed of HealthSense says. The page never sees the token: node_helper.js asks. */
/* global Module, document */
Module.register("MMM-HealthSense", {
  defaults: { url: "http://homeassistant.local:8123", person: "", language: "", everySeconds: 30, readings: 4 },

  start() {
    this.said = { people: [], trouble: "…" };
    this.sendSocketNotification("HEALTHSENSE_ASK", { ...this.config, id: this.identifier });
  },

  socketNotificationReceived(name, said) {
    if (name !== "HEALTHSENSE_SAID" || said.id !== this.identifier) return;
    this.said = said;
    this.updateDom();
  },

  getDom() {
    const root = document.createElement("div");
    const line = (text, style) => {
      const one = document.createElement("div");
      one.className = style;
      one.textContent = text;
      root.append(one);
    };
    if (this.said.trouble) line(this.said.trouble, "small dimmed");
    for (const person of this.said.people) {
      line(`${person.name}: ${person.status.text}`, "medium bright");
      for (const alert of person.alerts) line(`⚠ ${alert.level_text}: ${alert.text}`, "small bright");
      const current = person.readings.filter((one) => one.fresh).slice(0, this.config.readings);
      for (const one of current) line(`${one.name} ${one.text}`, "small");
    }
    return root;
  },
});
