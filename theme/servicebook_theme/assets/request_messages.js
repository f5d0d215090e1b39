/* What the forms of change requests say to people. They are fetched on use, and their texts with them
   (request_texts.js): no page has to load these. */

/** @import { RequestTexts } from "../../contract" */

import { sayer } from "./messages.js";
import { texts } from "./request_texts.js";

export const { text, nodes } = /** @type {typeof sayer<RequestTexts>} */ (sayer)(texts);
