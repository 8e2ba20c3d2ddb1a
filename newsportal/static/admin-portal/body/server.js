// Asks the newsroom's server, and says in words where it does not answer.
import { gettext } from "django-prose-editor/editor";

const UNREACHED = gettext("The server does not answer. Nothing is lost: try again in a moment.");
const ENDED = gettext("Your session has ended. Sign in in another window, then try again.");

const read = async (address, options) => {
  try {
    const answer = await fetch(address, options);
    const isJSON = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (isJSON) return await answer.json();
    return { error: answer.redirected || answer.status === 403 ? ENDED : UNREACHED };
  } catch {
    return { error: UNREACHED };
  }
};

export const get = (address, fields) => read(`${address}?${new URLSearchParams(fields)}`);

export const post = (address, asked) =>
  read(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
    body: JSON.stringify(asked),
  });
