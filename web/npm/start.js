// Starting a wasm file.

import { bytesOf } from './bytes.js';

/** A way to start a wasm file by the `start` of its glue: a second call waits for the first and does nothing more, and after a failure
 *  the next begins anew. `then` runs once it has started. */
export function starter(start, then = () => {}) {
  let starting;
  const begin = async (source) => {
    const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(await bytesOf(source));
    await start({ module_or_path: module });
    then();
  };
  return (source) => {
    starting ??= begin(source).catch((error) => {
      starting = undefined;
      throw error;
    });
    return starting;
  };
}
