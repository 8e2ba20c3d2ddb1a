// Sends files to the library, three at a time, and tells how far each is.
const AT_ONCE = 3;
const waiting = [];
let running = 0;

// fetch() cannot tell how much of a file has left.
const post = (address, file, tell) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) tell(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve({ status: request.status, answer: request.response }));
    for (const name of ["error", "abort", "timeout"]) {
      request.addEventListener(name, () => resolve({ status: 0, answer: null }));
    }
    const body = new FormData();
    body.append("upload", file);
    request.send(body);
  });

const startNext = () => {
  while (running < AT_ONCE && waiting.length) {
    running += 1;
    waiting.shift()();
  }
};

// Gives the status of the answer, 0 where the connection was cut, and the answer itself, null where it is no JSON.
export const send = (address, file, tell) =>
  new Promise((resolve) => {
    waiting.push(async () => {
      resolve(await post(address, file, tell));
      running -= 1;
      startNext();
    });
    startNext();
  });
