// Types of `hoso/full`: all that `hoso` has, and more.

import type { Day, Deadline, Dossier, Finding, Given, KnownLaw, Lang, PackRef, Place, Report, Requirement, Source, Text, Timing, Values } from './index.js';
export * from './index.js';

/** Loads the calendar of days off, the one shipped or another. `loadLaw` does so by itself; without it deadlines are reckoned by the pack's. */
export function loadCalendar(source?: Source): Promise<void>;

/** The law on a subject (`laws().subjects`) under which dossiers are filed on a day, else today; `null` where none is known. */
export function lawOn(subject: string, on?: Day): Promise<KnownLaw | null>;

/** What is found about a filing to several; its JSON Schema is `hoso/schema/several.json`. */
export interface Several {
  /** Everyone that it goes to, the dossier's own recipient first. */
  readonly recipients: readonly string[];
  /** What is found for any of them. */
  readonly report: Report;
  /** For each finding of the report the recipients that it concerns; none where it concerns all. */
  readonly concerns: readonly (readonly string[])[];
  /** That some are left out to whom the law has it go too: `data.recipients` names them. */
  readonly 'left-out'?: Finding;
}
/** Everyone that a filing goes to: the dossier's own recipient, then the others that its draft names. */
export function recipients(pack: PackRef, draft: Given): string[];
/** The dossier as it goes to one of them: with what is told for that place, and with nothing that is told for another. */
export function addressed(pack: PackRef, draft: Given, to: string): Dossier;
/** Checks a filing for all its recipients, on its day of filing or another. */
export function checkAll(pack: PackRef, draft: Given, on?: Day): Several;
/** The papers that are the same for all recipients, or those of the place of one. */
export function requirementsAll(pack: PackRef, draft: Given, at?: string): Requirement[];

/** One step of a procedure, and by when; the JSON Schema of them is `hoso/schema/timeline.json`. */
export interface Due {
  /** The unit that lays the step down: `3/1.b`. */
  readonly cite: string;
  readonly step: Step;
  /** When its time ends, and the days off that were passed over; `null` where it has none, or its event is not known. */
  readonly deadline: Deadline | null;
  /** Whether its event is only assumed to happen on the last day allowed. */
  readonly assumed: boolean;
  /** The day of filing, by which it is judged whether the law is in force. */
  readonly filed: Day;
  /** The recipients whose part of the filing it follows; absent where it follows that of all. */
  readonly to?: readonly string[];
  /** The same for a person. */
  readonly say: { readonly vi: SaidDue; readonly en: SaidDue };
}
export interface Step {
  readonly who: string;
  readonly does: Text;
  readonly time?: Timing;
  readonly from?: string;
  readonly brings?: readonly string[];
  readonly when?: unknown;
  readonly day?: string;
  /** The reading on what follows when the time is not kept, where no event does. */
  readonly missed?: string;
  /** The event that follows when the time runs out. */
  readonly lapse?: string;
  /** The reading that it rests on. */
  readonly reading?: string;
}
export interface SaidDue {
  readonly who: string;
  readonly does: string;
  /** By when, or for what may only be done later after which day. */
  readonly last?: string;
  readonly to?: string;
  /** Within what time, from what event. */
  readonly time?: string;
  /** How the last day was found, one sentence a step. */
  readonly reckoning: readonly string[];
  /** What follows when the time runs out. */
  readonly lapse?: string;
  readonly reading?: string;
  /** What there is to say of the law's force on the day of filing; absent where it was in force without doubt. */
  readonly force?: readonly string[];
  readonly basis: string;
}
/** A kind of dossier of which there is none yet: `{ procedure: 'grant' }`. */
export interface Planned { procedure: string }
/** Days of events, by event: `{ received: '2016-02-03' }`. Those not given are taken from the draft, else on their last day. */
export type Events = { [event: string]: Day };
/** Who must do what by when, for each recipient. `on` is the day of filing; else the dossier's own. */
export function timeline(pack: PackRef, of: Given | Planned, events?: Events, on?: Day): Due[];
/** The same as a calendar file (iCalendar), in Vietnamese unless English is asked for. */
export function ics(pack: PackRef, of: Given | Planned, events?: Events, on?: Day, options?: { lang?: Lang; now?: Date }): string;

/** What a law's short questionnaire asks and what applies; its JSON Schema is `hoso/schema/which.json`. */
export interface Which {
  /** The questions to ask, given the answers so far, in their order. */
  readonly questions: readonly Question[];
  /** Each dossier that builds on no other, then each act. */
  readonly applies: readonly Applies[];
}
export interface Question {
  readonly id: string;
  readonly label: Text;
  readonly kind: 'yes-no' | 'choice' | 'date' | 'text';
  readonly choices?: readonly { readonly value: string; readonly label: Text }[];
  readonly answered: boolean;
}
export interface Applies {
  /** The id of the dossier, or of the act. */
  readonly id: string;
  readonly dossier: boolean;
  /** `null` while an answer is missing that decides it. */
  readonly holds: boolean | null;
  /** The questions that decide it. */
  readonly because: readonly Place[];
  /** Units of the dossier's contents and procedure that depend on the answers and apply. */
  readonly units: readonly string[];
  /** The times that those units set, reckoned from days that are among the answers. */
  readonly dues?: readonly Omit<Due, 'say'>[];
  readonly say: { readonly vi: SaidApplies; readonly en: SaidApplies };
}
export interface SaidApplies {
  readonly what: string;
  readonly to?: string;
  readonly units: readonly SaidUnit[];
}
export interface SaidUnit {
  readonly what?: string;
  readonly basis: string;
  readonly reading?: string;
  readonly dues?: readonly SaidDue[];
}
/** Which dossier or other act applies, by the answers to a law's short questionnaire, on a day; else today. */
export function which(pack: PackRef, answers?: Values, on?: Day): Which;

/** A value that is known for an empty field. Ask before you fill it in. */
export interface Carried {
  readonly place: Place;
  readonly value: string;
  /** Another form, a form of the earlier dossier, the same form as it goes to another recipient, or who receives it. */
  readonly from: { readonly form: string } | { readonly earlier: string } | { readonly recipient: string } | 'whom';
}
/** For each empty field of a form (or of the deciding questions, `facts`) what is known for it. `at`: for the place of one recipient. */
export function carried(pack: PackRef, draft: Given, form: string, at?: string): Carried[];

/** One thing that is not as it was in the earlier dossier. */
export type Changed =
  | { readonly changed: 'field'; readonly place: Place; readonly before: string; readonly after: string }
  | { readonly changed: 'came' | 'gone'; readonly list: string; readonly row: string };
/** What is not as it was in an earlier dossier: the one given, else the one that the dossier holds as its `earlier`. */
export function changes(pack: PackRef, draft: Given, earlier?: Given): Changed[];

/** A form filled in for one person; the JSON Schema of a list of them is `hoso/schema/issued.json`. */
export interface Issued {
  readonly form: string;
  /** What it states, with what the dossier filled in. */
  readonly values: Values;
  readonly findings: readonly Finding[];
  /** The page to print and sign, as HTML; `null` while a finding is an error. */
  readonly page: string | null;
}
/**
 * A form that a business issues to someone, such as a certificate or a card. What the dossier (or draft) says of the business is filled in
 * where `values` say nothing of it. It is judged for the dossier's day, else for `on` or today.
 */
export function issue(pack: PackRef, form: string, dossier: Given | null, values: Values, on?: Day): Issued;
