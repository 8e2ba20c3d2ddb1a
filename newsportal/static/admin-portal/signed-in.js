// Remembers whether somebody is signed in, so that stories ask for the newsroom's bar (here.js) in this browser alone.
try {
  if (document.currentScript.dataset.staff) {
    localStorage.setItem("staff", "1");
  } else {
    localStorage.removeItem("staff");
  }
} catch {
  // A browser that keeps nothing shows no bar.
}
