// Chromium as scripts and tests drive it, and the way into Home Assistant past its login page.

/** Without these Chromium looks for the outside world at every start. */
export const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-sync",
];

/** Signs every page of a context in with an access token. The page's language is Home Assistant's where none is given. */
export async function signIn(context, { base, token, language }) {
  await context.addInitScript(store, { base, token, language });
}

function store({ base, token, language }) {
  const tokens = { access_token: token, token_type: "Bearer", expires_in: 1e8, refresh_token: "" };
  const session = { ...tokens, hassUrl: base, clientId: `${base}/`, expires: Date.now() + 1e12 };
  localStorage.setItem("hassTokens", JSON.stringify(session));
  if (language) localStorage.setItem("selectedLanguage", JSON.stringify(language));
  localStorage.setItem("dockedSidebar", JSON.stringify("always_hidden"));
}
