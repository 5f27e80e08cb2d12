// The page of the sealing bench: speaks to the workers as the client does, and takes the time from asking to the answer.

const files = () => [...document.querySelector('#files').files];

/** Seconds that hash-wasm takes for the file of that name, in a worker that is up; the quickest of so many rounds. */
globalThis.hashing = async (rounds, name) => {
  const file = files().find((file) => file.name === name);
  const worker = new Worker('./hashing.js');
  await heard(worker);
  return best(rounds, () => {
    worker.postMessage(file);
    return heard(worker);
  });
};

/** Seconds that the client's worker takes to seal, from a worker that is up; the quickest of so many rounds. */
globalThis.sealing = async ({ json, pack, signer, rounds }) => {
  const bytes = (list) => new Uint8Array(list);
  const key = await crypto.subtle.importKey('pkcs8', bytes(signer.key), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const packed = Uint8Array.from(atob(pack), (letter) => letter.charCodeAt(0));
  const chosen = files();
  const ask = JSON.stringify({ seal: { dossier: json, names: chosen.map(({ name }) => name), at: Date.now() } });
  const worker = new Worker('./worker-seal.js', { type: 'module' });
  await heard(worker);
  return best(rounds, async () => {
    worker.postMessage([ask, packed, bytes(signer.certificate), key, ...chosen]);
    for (;;) {
      const [answer] = await heard(worker);
      const said = JSON.parse(answer);
      if (said.sealed) return;
      if (!said.progress) throw new Error(answer);
    }
  });
};

function heard(worker) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}

async function best(rounds, work) {
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    least = Math.min(least, (performance.now() - start) / 1000);
  }
  return least;
}
