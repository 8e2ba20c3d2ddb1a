// Puts YouTube's own player into a story, on a click and not before; entries of a live coverage come later than this.
const HOST = "https://www.youtube-nocookie.com";

document.addEventListener("click", ({ target }) => {
  const player = target.closest("[data-youtube] button")?.closest("[data-youtube]");
  if (!player) return;
  const { youtube, start, name } = player.dataset;
  const frame = document.createElement("iframe");
  frame.src = `${HOST}/embed/${youtube}?autoplay=1${start ? `&start=${start}` : ""}`;
  frame.title = player.closest("figure").querySelector("figcaption")?.textContent || name;
  frame.allow = "autoplay; encrypted-media; picture-in-picture";
  frame.allowFullscreen = true;
  // YouTube plays only where it learns which site shows the video.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  player.replaceChildren(frame);
  frame.focus();
});
