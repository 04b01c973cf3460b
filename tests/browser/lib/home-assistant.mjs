// Home Assistant as its frontend talks to it: WebSocket commands, users, dashboards.

const ANSWER_MS = 60_000;

/** Opens a connection with an access token. */
export async function connect(base, token) {
  const socket = new WebSocket(`${base.replace("http", "ws")}/api/websocket`);
  const waiting = new Map();
  let ident = 0;
  await new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error(`${base} does not answer`));
    socket.onmessage = ({ data }) => {
      for (const message of [JSON.parse(data)].flat()) {
        if (message.type === "auth_required") socket.send(JSON.stringify({ type: "auth", access_token: token }));
        else if (message.type === "auth_ok") resolve();
        else if (message.type === "auth_invalid") reject(new Error("Home Assistant did not accept the token"));
        else if (message.type === "result") {
          waiting.get(message.id)?.(message);
          waiting.delete(message.id);
        }
      }
    };
  });
  const command = (type, fields = {}) =>
    new Promise((resolve, reject) => {
      ident += 1;
      const late = setTimeout(() => reject(new Error(`${type}: no answer`)), ANSWER_MS);
      waiting.set(ident, ({ success, result, error }) => {
        clearTimeout(late);
        if (success) resolve(result);
        else reject(Object.assign(new Error(`${type}: ${error.code}: ${error.message}`), { code: error.code }));
      });
      socket.send(JSON.stringify({ id: ident, type, ...fields }));
    });
  const action = async (domain, service, data = {}) =>
    (await command("call_service", { domain, service, service_data: data, return_response: true })).response;
  return { command, action, close: () => socket.close() };
}

/** The people of the household: name in small letters -> device and id. */
export async function people(house) {
  const found = {};
  const [devices, entities] = await Promise.all([
    house.command("config/device_registry/list"),
    house.command("config/entity_registry/list"),
  ]);
  for (const { id, name, identifiers } of devices) {
    const [, personId] = identifiers.find(([domain]) => domain === "healthsense") ?? [];
    const own = entities.filter((entity) => entity.device_id === id && entity.platform === "healthsense");
    if (!personId || !own.some((entity) => entity.translation_key === "overall_status")) continue;
    const keyed = Object.fromEntries(own.map((entity) => [entity.translation_key, entity.entity_id]));
    found[name.toLowerCase()] = { device_id: id, person_id: personId, name, entities: keyed };
  }
  return found;
}

/** Writes a dashboard, making it where it is not there yet. */
export async function saveDashboard(house, urlPath, config, title = urlPath) {
  const known = await house.command("lovelace/dashboards/list");
  if (!known.some((one) => one.url_path === urlPath))
    await house.command("lovelace/dashboards/create", { url_path: urlPath, title, show_in_sidebar: false });
  await house.command("lovelace/config/save", { url_path: urlPath, config });
}

export async function removeDashboard(house, urlPath) {
  const known = await house.command("lovelace/dashboards/list");
  for (const { id } of known.filter((one) => one.url_path === urlPath))
    await house.command("lovelace/dashboards/delete", { dashboard_id: id });
}

/** Makes a user of a group (system-users, system-read-only) and signs in; returns id and access token. */
export async function addUser(house, base, name, group) {
  const users = await house.command("config/auth/list");
  for (const old of users.filter((one) => one.name === name))
    await house.command("config/auth/delete", { user_id: old.id });
  const { user } = await house.command("config/auth/create", { name, group_ids: [group], local_only: false });
  const password = crypto.randomUUID();
  const fields = { user_id: user.id, username: name, password };
  await house.command("config/auth_provider/homeassistant/create", fields);
  return { id: user.id, token: await signIn(base, name, password) };
}

/** The alerts of a person that are open and only tests. */
export async function openTests(house, { person_id: id }) {
  const { open } = await house.action("healthsense", "get_alerts", { person_id: id });
  return open.filter(({ test }) => test);
}

/** Ends them: what the person really has is not ours to end. */
export async function endTests(house, person) {
  for (const { id } of await openTests(house, person))
    await house.command("healthsense/alert", { person_id: person.person_id, do: "resolve", alert: id });
}

async function signIn(base, username, password) {
  const client = `${base}/`;
  const post = async (path, data) => {
    const answer = await fetch(base + path, { method: "POST", body: data });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const start = { client_id: client, handler: ["homeassistant", null], redirect_uri: client };
  const { flow_id: flow } = await post("/auth/login_flow", JSON.stringify(start));
  const step = await post(`/auth/login_flow/${flow}`, JSON.stringify({ username, password, client_id: client }));
  const grant = { client_id: client, grant_type: "authorization_code", code: step.result };
  return (await post("/auth/token", new URLSearchParams(grant))).access_token;
}
