// The module: checking dossiers.

import * as wasm from './wasm/hoso.js';
import { facade } from './facade.js';
import { Side } from './memory.js';

export { HosoError, laws } from './bytes.js';
export const { init, version, loadPack, loadLaw, check, requirements, say, Session } = facade(
  new Side(wasm, () => new URL('./wasm/hoso_bg.wasm', import.meta.url)),
);
