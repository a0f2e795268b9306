// The shapes of docs/sync.md and of the phone's own tables, for `tsc --checkJs` only: never shipped. Ambient, so that no
// file needs an import in a comment, which Django's static storage would take for a real one.

interface Slot { weekday: number; starts: string; minutes: number; place: string }
interface Member { id: string; name: string; address: string; role: string; addressed?: string; by_age?: string }
interface Team { id: string; territory: string; name: string; label?: string; group?: string; slot: Slot | null; members?: Member[];
  counts?: { households?: number; opened?: number; visits?: number } }
interface Alley { id: string; name: string; order?: number }
interface Resident { id: string; name: string; gender: "M" | "F" | null; birth_year: number | null; steps?: Record<string, string> }
interface Household { id: string; territory: string; alley: string; number: string; name: string; hint: string; order?: number; residents: Resident[];
  last_visit: { outcome: string; on: string; by: string } | null; opened_on: string | null; unsent?: number }
interface Reason { id: string; territory: string; household: string; kind: string; due_on: string | null; until: string | null; weight: number; sentence: string }
interface Step { code: string; name: string }
interface Service { id: string; name: string; pillar?: string; order?: number; steps: Step[] }
interface Copy { teams: Map<string, Team>; alleys: Map<string, Alley>; households: Map<string, Household>;
  reasons: Map<string, Reason>; services: Map<string, Service> }
interface Door { household: Household; alley: Alley | null; reason: Reason | null }

interface Helped { resident: string; service: string; step: string }
interface VisitArgs { visit: string; household: string; outcome: string; come_back_on: string | null; note: string; helped: Helped[] }
interface Envelope { id: string; by: string; seq: number; acted_at: string; saw: { territory: string; seq: number } | null }
interface VisitCommand extends Envelope { verb: "record_visit"; args: VisitArgs }
interface AddressCommand extends Envelope { verb: "choose_address"; args: { member: string; addressed: string } }
type Command = VisitCommand | AddressCommand
interface About { by_name: string; title: string; saved_at: number }
interface OutboxRow { seq: number; id: string; command: Command; by_name: string; title: string; saved_at: number; held: boolean; tries: number; answer?: string }
interface RefusedRow { id: string; seq: number; command: Command; code: string; sentence: string; refused_at: number; title?: string }
interface Answer { id: string; answer: string; code?: string; sentence?: string; first?: Answer }

interface FeedObject { kind: string; id: string; seq: number; data?: Record<string, unknown>; gone?: boolean }
interface FeedAnswer { now: string; members?: Member[]; territories?: { id: string; seq: number; more?: boolean; objects: FeedObject[] }[]; lost?: string[] }
interface Stored { key: string; territory: string; kind: string; id: string; seq: number; data: Record<string, unknown> }
interface FeedPlan { empty: string[]; puts: Stored[]; drops: string[]; cursors: { id: string; seq: number }[]; lost: string[]; more: boolean }

interface Draft { household: string; started_at: number; outcome?: string; service?: string | null; resident?: string | null; step?: string | null }
interface Device { id: string; secret: string }
interface Meta { device?: Device; members?: Member[]; me?: string; offset?: number; contact?: number; pulled?: number; seq?: number; sent?: number; phone?: string;
  trouble?: { code: string; sentence: string } | null }
interface Outcome { ok: boolean; code?: string; sentence?: string; later?: boolean }

interface Window { canhtay?: { ready: Promise<void>; syncNow: () => Promise<Outcome> } }
interface SyncManager { register(tag: string): Promise<void> }
interface ServiceWorkerRegistration { readonly sync?: SyncManager }
