// Puts YouTube's own player into a story, on a click and not before.
const HOST = "https://www.youtube-nocookie.com";

for (const player of document.querySelectorAll("[data-youtube]")) {
  player.querySelector("button").addEventListener("click", () => {
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
}
