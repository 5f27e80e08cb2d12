// Types of `hoso`. Written by hand; what crosses is plain data throughout.

/** Where bytes come from: themselves, or where to fetch (in Node also read) them. */
export type Source = Uint8Array | ArrayBuffer | Response | URL | string;
/** A day, as `2016-05-10`. */
export type Day = string;
export type Lang = 'vi' | 'en';
/** A text in both languages. */
export interface Text { readonly vi: string; readonly en: string }

/** Starts the module. A second call waits for the first and does nothing more. */
export function init(source?: Source | WebAssembly.Module): Promise<void>;
/** The version of the module. */
export function version(): string;

/** A loaded pack: one law in one version (SHA-256 of the compiled pack). */
export interface PackRef { readonly id: string; readonly version: string }
/** Loads a compiled pack; starts the module where that was not done. */
export function loadPack(source: Source): Promise<PackRef>;
/** Loads a law shipped with the module, in its latest version or the one named. */
export function loadLaw(id: string, version?: string): Promise<PackRef>;
/** The laws shipped with the module. */
export function laws(): Promise<LawIndex>;
export interface LawIndex {
  readonly format: 1;
  readonly calendar: string;
  readonly packs: readonly {
    readonly id: string;
    readonly name: Text;
    readonly title: Text;
    readonly 'in-force': { readonly from: Day; readonly until?: Day };
    /** The dossiers that it knows. */
    readonly dossiers: readonly Named[];
    /** The forms that a business issues under it. */
    readonly issued?: readonly Named[];
    /** Whether it has a short questionnaire (`which` of `hoso/full`). */
    readonly 'asks-first'?: boolean;
    readonly latest: string;
    readonly versions: readonly { readonly version: string; readonly file: string; readonly released: boolean }[];
  }[];
  /** What dossiers are filed about, and which law was or is in force on it when. */
  readonly subjects: readonly {
    readonly id: string;
    readonly title: Text;
    readonly laws: readonly KnownLaw[];
  }[];
}
/** A law, the days on which dossiers are filed under it, and the id of its pack; none where it is not encoded. */
export interface KnownLaw { readonly name: Text; readonly span: { readonly from: Day; readonly until?: Day }; readonly pack?: string }
/** A dossier or form by its id. */
export interface Named { readonly id: string; readonly title: Text }

/** In what kind a paper is in the packet. */
export type PaperKind = 'original' | 'certified-copy' | 'registry-print' | 'business-certified' | 'plain-copy';
/** Answers by field id, as typed; amounts are texts too. */
export type Values = { [field: string]: string };
export interface Row { id: string; values?: Values }
export interface List { closed?: boolean; rows?: Row[] }
export interface FileRef { name: string; 'media-type': string; size: number; sha256?: string }
export interface Paper { kind?: PaperKind; copies?: string; sets?: string; file?: FileRef }
/** A dossier; its JSON Schema is `hoso/schema/dossier.json`. */
export interface Dossier {
  format: 1;
  /** 128 random bits, as 32 hexadecimal digits. */
  id: string;
  procedure: string;
  recipient: string;
  pack: PackRef;
  on: Day;
  /** The earlier dossier that it builds on: SHA-256 of its signed JSON, hexadecimal, and that dossier itself. */
  earlier?: { sha256: string; dossier?: Dossier };
  closed?: boolean;
  facts?: Values;
  forms?: { [form: string]: Values };
  lists?: { [list: string]: List };
  /** Papers by slot: `2/5.a:model-contract`, `2/4:passport:r2`. */
  papers?: { [slot: string]: Paper[] };
}
/** A saved draft; its JSON Schema is `hoso/schema/draft.json`. */
export interface Draft { draft: 1; lang?: Lang; page?: string; filing?: Filing; dossier: Dossier }
/** Whom a dossier goes to besides its own recipient, and what is noted of its filing. None of it is signed. */
export interface Filing {
  /** The other recipients: `doit/01`. */
  others?: string[];
  /** What is told for the place of each of them by itself. */
  places?: { [recipient: string]: Pick<Dossier, 'facts' | 'forms' | 'lists' | 'papers'> };
  /** What was sent to a recipient and what came back; days as typed. */
  sent?: { [recipient: string]: { on?: string; by?: 'hand' | 'post' | 'network'; receipt?: string; answer?: 'confirmed' | 'supplement' | 'returned'; answered?: string } };
  /** On what days events of the procedure happened, as typed. */
  days?: { [event: string]: string };
  /** The bundles that wait for a signature made elsewhere. */
  waiting?: { [recipient: string]: unknown };
}

export type Verdict = 'met' | 'unmet' | 'open' | 'not-asked';
export type Severity = 'error' | 'to-do' | 'warning';
/** On what a finding rests: a unit of the law, a rule of hoso, or a reading of ours. Show them differently. */
export type Basis = { readonly law: string } | 'house' | { readonly reading: string };
export type Place =
  | { readonly at: 'dossier' }
  | { readonly at: 'fact'; readonly fact: string }
  | { readonly at: 'field'; readonly form: string; readonly field: string }
  | { readonly at: 'list'; readonly list: string }
  | { readonly at: 'row'; readonly list: string; readonly row: string; readonly field: string }
  | { readonly at: 'duty'; readonly cite: string; readonly row?: string }
  | { readonly at: 'paper'; readonly slot: string; readonly index: number };
export type Datum =
  | { readonly number: number }
  | { readonly money: string }
  | { readonly day: Day }
  | { readonly kinds: readonly PaperKind[] }
  | { readonly why: string }
  | { readonly places: readonly string[] }
  | { readonly time: Timing }
  | { readonly deadline: Deadline }
  | { readonly recipients: readonly string[] };
export interface Term { readonly count: number; readonly unit: 'working-days' | 'days' | 'months' | 'years' }
/**
 * How much time there is: within a term, so long ahead of an event, not before a term is over, or before a day of every year (`15/01`);
 * `lasts`: nothing is to be done, so long holds what the event brings.
 */
export type Timing =
  | { readonly within: Term }
  | { readonly lasts: Term }
  | { readonly ahead: Term }
  | { readonly 'not-before': Term }
  | { readonly by: readonly string[] }
  | { readonly until: Day };
/** When a time runs out, or for what may only be done later when that begins, and the days off that were passed over. */
export interface Deadline {
  readonly event: Day;
  /** The day before which no time runs or ends, where that decides: counted from it instead of the event, or it is the last. */
  readonly earliest?: Day;
  /** By the stricter count, where it is in doubt how the time is counted. */
  readonly last: Day;
  /** By the looser one, where that is another day; what only it keeps is a warning. */
  readonly looser?: Day;
  readonly skipped: readonly { readonly day: Day; readonly listed: boolean }[];
  /** How well the days off are sourced; `null` where a year is not known. */
  readonly trust: 'sourced' | 'reported' | 'computed' | null;
}
export type Settle =
  | { readonly answer: Place }
  | { readonly attach: { readonly slot: string; readonly kinds?: readonly PaperKind[]; readonly copies?: number; readonly sets?: number } }
  | { readonly 'add-row': { readonly list: string; readonly where?: object } }
  | { readonly 'close-list': string }
  | { readonly 'send-to': string }
  | { readonly 'build-on': readonly string[] }
  | 'change-day'
  | 'choose-kind';
export type Code =
  | 'not-in-force' | 'force-in-doubt' | 'other-version' | 'unknown-procedure' | 'wrong-recipient' | 'missing' | 'unknown'
  | 'malformed' | 'doubtful' | 'too-few-rows' | 'list-open' | 'paper-missing' | 'evidence-missing' | 'no-scan' | 'kind-missing' | 'wrong-kind'
  | 'count-missing' | 'too-few' | 'not-same' | 'too-little' | 'out-of-order' | 'not-the-sum'
  | 'none-of' | 'repeated' | 'not-among' | 'not-compared' | 'not-the-rows' | 'change-unsaid' | 'nothing-changed' | 'wrong-place' | 'alike' | 'other-day'
  | 'one-place' | 'not-to-all' | 'too-late' | 'too-early' | 'earlier-unfit' | 'nothing-asked';
export interface Finding {
  /** Pack and unit or field: `vn/tt-24-2014 2/5.a`. */
  readonly rule: string;
  readonly code: Code;
  readonly severity: Severity;
  readonly basis: Basis;
  /** The readings that it rests on besides, by their ids. */
  readonly readings?: readonly string[];
  readonly place: Place;
  readonly data?: { readonly [name: string]: Datum };
  /** Ways to settle it; any one way does, all steps of it. */
  readonly settle?: readonly (readonly Settle[])[];
}
export interface Report {
  readonly format: 1;
  readonly pack: PackRef;
  readonly on: Day;
  readonly closed: boolean;
  readonly verdict: Verdict;
  readonly duties: readonly { readonly cite: string; readonly verdict: Verdict; readonly because?: readonly Place[] }[];
  readonly findings: readonly Finding[];
}
export interface Requirement {
  readonly cite: string;
  /** List and row id, where it is asked for a row. */
  readonly row: readonly [string, string] | null;
  /** Whether any one of the papers is enough. */
  readonly any: boolean;
  /** `null` while an answer is missing that decides it. */
  readonly asked: boolean | null;
  readonly papers: readonly {
    readonly slot: string;
    readonly kinds: readonly PaperKind[];
    readonly copies: number | null;
    readonly sets: number | null;
    readonly 'printed-from': string | null;
    readonly states: string | null;
    /** Whether it is evidence of an act beside the filing, and no part of the packet. */
    readonly beside: boolean;
  }[];
}
/** A finding as a person reads it. */
export interface Said {
  readonly what: string;
  readonly basis: string;
  /** The readings that it rests on besides, in short. */
  readonly readings?: readonly string[];
  /** How the day was found that was not kept to, one sentence a step. */
  readonly reckoning?: readonly string[];
  readonly settle: readonly string[];
}

/** A dossier, or that of a draft: as an object, or as its JSON, which takes less time than parsing it first. */
export type Given = Dossier | Draft | string;

/** Checks a dossier on its day of filing or another. */
export function check(pack: PackRef, dossier: Given, on?: Day): Report;
/** The papers that a dossier asks for or may come to ask for. */
export function requirements(pack: PackRef, dossier: Given): Requirement[];
/** A finding as a person reads it, in Vietnamese unless English is asked for. */
export function say(pack: PackRef, dossier: Given, finding: Finding, lang?: Lang): Said;

/** What one change did. */
export interface Changes {
  readonly verdict: Verdict;
  /** Findings that were not there before. */
  readonly added: readonly Finding[];
  /** Findings that are gone; the very objects that were handed out when they came. */
  readonly removed: readonly Finding[];
}
/** Places that take a text; `null` takes it away. What is said of one paper: `papers/<slot>/<index>/copies`. */
export type TextPath =
  | `facts/${string}` | `forms/${string}/${string}` | `lists/${string}/${string}/${string}`
  | `papers/${string}/copies` | `papers/${string}/sets` | 'recipient';

/** A dossier held by the module: put one value, get what changed. After a trap it opens itself again with every change in it. */
export class Session {
  constructor(pack: PackRef, dossier: Given);
  /** A field, question or column, as typed. */
  set(path: TextPath, value: string | null): Changes;
  /** The kind of a paper in the packet. */
  set(path: `papers/${string}/kind`, value: PaperKind | null): Changes;
  /** The scan of a paper. */
  set(path: `papers/${string}/file`, value: FileRef | null): Changes;
  /** All papers in a slot. */
  set(path: `papers/${string}`, value: readonly Paper[] | null): Changes;
  /** A whole row; `at` is its place in the list, else the end. */
  set(path: `lists/${string}/${string}`, value: { values?: Values; at?: number } | null): Changes;
  /** Whether the dossier, or a list, is complete. */
  set(path: 'closed' | `closed/${string}`, value: boolean): Changes;
  /** The day of filing. */
  set(path: 'on', value: Day): Changes;
  /** Takes the last change back; `null` when there is none. The last 5,000 are kept at least, after a trap only later ones. */
  undo(): Changes | null;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly report: Report;
  readonly dossier: Dossier;
  /** A finding of this session as a person reads it. */
  say(finding: Finding, lang?: Lang): Said;
  /** Gives the memory back. It may be called twice, or never. */
  free(): void;
}

/** What could not be done, in both languages; `message` is the English one. */
export class HosoError extends Error {
  readonly code:
    | 'not-started' | 'not-a-pack' | 'pack-not-loaded' | 'no-such-law' | 'not-a-dossier' | 'not-a-day' | 'shape' | 'no-place'
    | 'no-value' | 'no-finding' | 'closed' | 'not-a-time' | 'not-a-certificate' | 'no-root' | 'unreadable' | 'cancelled'
    | 'broke-off'
    | 'no-calendar' | 'no-questions' | 'no-such-question' | 'not-in-force' | 'no-such-dossier' | 'no-such-event' | 'no-such-recipient'
    | 'no-such-form' | 'no-such-field';
  readonly vi: string;
  readonly en: string;
}
