// A worker in which hash-wasm reads a file in chunks as large as those of the client's worker.

importScripts('./hash-wasm.js');

const CHUNK = 4 << 20;
const reader = new FileReaderSync();

self.onmessage = async ({ data: file }) => {
  const hasher = await self.hashwasm.createSHA256();
  for (let at = 0; at < file.size; at += CHUNK) hasher.update(new Uint8Array(reader.readAsArrayBuffer(file.slice(at, at + CHUNK))));
  self.postMessage(hasher.digest());
};
self.postMessage('ready');
