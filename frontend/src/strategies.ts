/** The chunk that writes dashboards, loaded by whoever looks at one. */
export { dashboard } from "./strategy/dashboard";
export { editor } from "./strategy/editor";
export { view } from "./strategy/views";
