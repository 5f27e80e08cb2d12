// Types of `hoso/verify`.

import type { Day, PackRef, Place, Report, Source, Text } from './index.js';
export { HosoError } from './index.js';

/** Starts the module. `verify` does so by itself; call it to choose where the wasm comes from. */
export function init(source?: Source | WebAssembly.Module): Promise<void>;

/** A bundle that is read where it is asked for, for example with `fs.readSync` in Node. */
export interface Readable {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
}

export type Bundle = Uint8Array | ArrayBuffer | Blob | Readable | URL;

export interface Options {
  /** The compiled packs to judge by; else those shipped with the module. A pack that the bundle brings is never used. */
  packs?: readonly Source[];
  /** Certificates, PEM text or a source of PEM or DER: those that issued themselves are trusted, the others help to find a path. */
  roots?: Source;
  /** What is known of revocation: lists (PEM text, or a source of PEM or DER) and OCSP responses (DER). */
  revocation?: readonly Source[];
  /** An earlier bundle of the same business: it is judged too, and the verdict says what differs from it. */
  earlier?: Bundle;
  /** The procedures that are taken, as packs name them (`grant`); a bundle for another is not valid. Else any. */
  procedure?: string | readonly string[];
  /** The recipients whose bundles are taken, as dossiers name them (`vca`, `doit/01`); else any. */
  recipient?: string | readonly string[];
  /** When to judge; else now. */
  now?: Date;
  /** Told of bytes done and in all; answer `false` to stop. */
  onProgress?(done: number, total: number): boolean | void;
}

/**
 * Judges a bundle. A `Blob` is read piece by piece in a worker, and as a whole on a page: verify large ones in a worker.
 * A bundle of any kind is answered with a verdict; it throws where the roots cannot be read, the source fails, or it
 * breaks off (`broke-off`) for want of memory, after which it can be asked again.
 */
export function verify(bundle: Bundle, options?: Options): Promise<Verdict>;

export type Outcome = 'valid' | 'intact' | 'not-judged' | 'damaged' | 'not-a-container';
export interface Reason {
  /** Stable. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** The entry, the property, the holder of a certificate or the time that it is about. */
  readonly entry?: string;
  readonly vi: string;
  readonly en: string;
}
/** The verdict on a bundle: accept it when `outcome` is `valid` and the report's verdict is `met`. */
export interface Verdict {
  readonly format: 1;
  readonly outcome: Outcome;
  /** What that means. */
  readonly say: Text;
  readonly integrity: 'intact' | 'not-judged' | 'damaged' | 'not-a-container';
  readonly container: 'hoso' | 'hoso-raised' | 'hoso-cades' | 'foreign' | 'not-read';
  readonly signatures: readonly Signature[];
  readonly parts: readonly Part[];
  /** The entries that no signature covers. */
  readonly uncovered: readonly string[];
  /** About the container and the dossier, worst first; what is about one signature stands there. */
  readonly reasons: readonly Reason[];
  readonly dossier: Inside | null;
  /** What there is to say beside the earlier bundle, where one was given. It changes no outcome. */
  readonly earlier?: Compared;
}
/** A bundle beside an earlier one. */
export interface Compared {
  /** The verdict on the earlier bundle. */
  readonly outcome: Outcome;
  /** What that means. */
  readonly say: Text;
  /** Why the earlier bundle is not valid. */
  readonly errors: readonly Reason[];
  readonly dossier: { readonly id: string; readonly sha256: string; readonly on: Day } | null;
  /** By the filer's enterprise code in both dossiers; `null` where that is not known. */
  readonly 'same-business': boolean | null;
  /** Whether the dossier names that one as what it builds on; `null` where it names none. */
  readonly 'is-named': boolean | null;
  readonly reasons: readonly Reason[];
  readonly differences: readonly Difference[];
}
/** One thing that is not as it was: values as typed, rows by name, papers by the SHA-256 of their files. */
export interface Difference {
  readonly kind: 'procedure' | 'recipient' | 'day' | 'law' | 'answer' | 'field' | 'row' | 'paper' | 'declared';
  readonly place: Place;
  /** Absent where nothing was there. */
  readonly before?: string;
  readonly after?: string;
  readonly vi: string;
  readonly en: string;
}
export interface Signature {
  readonly file: string;
  readonly profile: 'xades-b' | 'xades-t' | 'xades-lt' | 'cades-b' | 'cades-t' | 'unknown';
  readonly algorithm: string | null;
  readonly state: 'right' | 'wrong' | 'not-judged';
  readonly signer: Signer | null;
  readonly trust: 'trusted' | 'unknown-root' | 'not-current' | 'broken-path' | 'no-roots' | 'not-judged';
  /** RFC 3339, UTC; without the `Z` where the signer states no time zone. */
  readonly 'claimed-time': string | null;
  /** Until when it was signed at the latest, as a timestamp proves. */
  readonly 'proven-time': string | null;
  readonly revocation: 'not-checked' | 'good-by-crl' | 'good-by-ocsp' | 'revoked' | 'unknown';
  /** Be it after it signed, as a timestamp proves: then `revocation` is good, and a reason `revoked-later` says so. */
  readonly 'revoked-since': string | null;
  readonly covered: readonly string[];
  readonly uncovered: readonly string[];
  readonly reasons: readonly Reason[];
  /** The same in sentences. */
  readonly say: {
    readonly profile: Text;
    readonly state: Text;
    readonly trust: Text;
    readonly time: Text;
    readonly validity: Text;
    readonly revocation: Text;
  };
}
export interface Signer {
  readonly subject: string;
  readonly 'common-name': string | null;
  readonly organisation: string | null;
  readonly 'tax-code': string | null;
  readonly issuer: string;
  readonly serial: string;
  readonly 'certificate-sha256': string;
  readonly 'not-before': string;
  readonly 'not-after': string;
}
export interface Part {
  readonly name: string;
  readonly 'media-type': string | null;
  readonly size: number;
  readonly sha256: string;
  readonly intact: boolean;
}
export interface Inside {
  readonly id: string;
  readonly sha256: string;
  readonly procedure: string;
  readonly recipient: string;
  readonly pack: PackRef;
  readonly on: Day;
  readonly earlier?: string;
  /** What the check finds now; `null` where the pack is not at hand. */
  readonly report: Report | null;
  /** What its verdict says; its findings are put in words by `say` of `hoso`. */
  readonly say: { readonly verdict: Text } | null;
}
