/* The module that is published as assets/request_texts.js (servicebook.publishing.script_texts), likewise. */
import type { RequestTexts } from "../contract";
import type { Template } from "./texts";

export const texts: Record<keyof RequestTexts, Template>;
