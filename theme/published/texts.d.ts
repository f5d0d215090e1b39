/* The module that is published as assets/texts.js (servicebook.publishing.script_texts): there is no such file in the theme. */
import type { Texts } from "../contract";

export const language: string;
export const texts: Record<keyof Texts, string | (Partial<Record<Intl.LDMLPluralRule | "none", string>> & { other: string })>;
