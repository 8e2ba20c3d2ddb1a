// The way out of the text by keyboard: within a table or a list Tab moves on, and after Escape it leaves the text.
export const leave = () => {
  let leaves = false;
  return {
    // An event that is answered with true is the browser's own, and none of the editor's.
    keydown: (_view, event) => {
      const isWayOut = leaves && event.key === "Tab";
      leaves = event.key === "Escape" || (leaves && event.key === "Shift");
      return isWayOut;
    },
  };
};
