/* The module that is published as assets/request.js (servicebook_theme.scripts): what request_form.js exports. */
export * from "../servicebook_theme/assets/request_form.js";
