export * from "dexie";
