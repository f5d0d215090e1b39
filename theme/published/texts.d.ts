/* The module that is published as assets/texts.js (servicebook.publishing.script_texts): there is no such file in the theme. */
import type { Texts } from "../contract";

export type Template = string | (Partial<Record<Intl.LDMLPluralRule | "none", string>> & { other: string });

export const language: string;
export const texts: Record<keyof Texts, Template>;
